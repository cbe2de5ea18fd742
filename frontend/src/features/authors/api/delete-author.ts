import { client } from "@/lib/api/client";
import { unwrapDeletion } from "@/lib/api/unwrap";
import { useChange } from "@/lib/api/use-change";

import type { Author } from "../types";
import { authorsKey } from "./list-authors";

function deleteAuthor(id: number) {
  const params = { path: { author_id: id } };
  return unwrapDeletion(client.DELETE("/api/authors/{author_id}", { params }));
}

export function useDeleteAuthor() {
  return useChange({
    key: authorsKey,
    send: deleteAuthor,
    change: (id) => (author: Author) => (author.id === id ? undefined : author),
  });
}
