import { useMutation, useQueryClient } from "@tanstack/react-query";

import { client } from "@/lib/api/client";
import { unwrap } from "@/lib/api/unwrap";

import type { AuthorUpdate } from "../types";
import { authorQuery } from "./get-author";

function updateAuthor(id: number, body: AuthorUpdate) {
  const params = { path: { author_id: id } };
  return unwrap(client.PATCH("/api/authors/{author_id}", { params, body }));
}

export function useUpdateAuthor(id: number) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (changes: AuthorUpdate) => updateAuthor(id, changes),
    onSuccess: (author) => {
      queryClient.setQueryData(authorQuery(id).queryKey, author);
      // Everything, because an author's name is shown with every book.
      void queryClient.invalidateQueries();
    },
  });
}
