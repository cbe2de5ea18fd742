import { createFileRoute } from "@tanstack/react-router";

import { CreateAuthor } from "@/features/authors/form";

import { useClose } from "../../list-routes";

export const Route = createFileRoute("/authors/new")({ component: NewAuthorPage });

function NewAuthorPage() {
  return <CreateAuthor onClose={useClose("/authors")} />;
}
