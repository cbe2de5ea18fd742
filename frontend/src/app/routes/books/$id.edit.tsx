import { createFileRoute } from "@tanstack/react-router";

import { EditRecord } from "@/components/edit-record";
import { description } from "@/features/books/description";

import { useClose } from "../../resource-routes";

export const Route = createFileRoute("/books/$id/edit")({ component: EditBookPage });

function EditBookPage() {
  const { id } = Route.useParams();
  return <EditRecord key={id} definition={description} id={id} onClose={useClose("/books")} />;
}
