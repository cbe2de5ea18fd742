import { createFileRoute } from "@tanstack/react-router";

import { CreateRecord } from "@/components/create-record";
import { description } from "@/features/books/description";

import { useClose } from "../../resource-routes";

export const Route = createFileRoute("/books/new")({ component: NewBookPage });

function NewBookPage() {
  return <CreateRecord definition={description} onClose={useClose("/books")} />;
}
