import { createFileRoute } from "@tanstack/react-router";

import { CreateBook } from "@/features/books/form";

import { useClose } from "../../list-routes";

export const Route = createFileRoute("/books/new")({ component: NewBookPage });

function NewBookPage() {
  return <CreateBook onClose={useClose("/books")} />;
}
