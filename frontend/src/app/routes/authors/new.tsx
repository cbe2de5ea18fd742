import { createFileRoute } from "@tanstack/react-router";

import { CreateRecord } from "@/components/create-record";
import { description } from "@/features/authors/description";

import { useClose } from "../../resource-routes";

export const Route = createFileRoute("/authors/new")({ component: NewAuthorPage });

function NewAuthorPage() {
  return <CreateRecord definition={description} onClose={useClose("/authors")} />;
}
