import { createFileRoute } from "@tanstack/react-router";

import { EditRecord } from "@/components/edit-record";
import { description } from "@/features/authors/description";

import { useClose } from "../../resource-routes";

export const Route = createFileRoute("/authors/$id/edit")({ component: EditAuthorPage });

function EditAuthorPage() {
  const { id } = Route.useParams();
  return <EditRecord key={id} definition={description} id={id} onClose={useClose("/authors")} />;
}
