import { useMutation, useQueryClient } from "@tanstack/react-query";

import { client } from "@/lib/api/client";
import { unwrap } from "@/lib/api/unwrap";

import type { Author, AuthorUpdate } from "../types";
import { authorQuery } from "./get-author";

/** Fails with 412 where the record is not at this version any more. */
function updateAuthor(id: number, version: number, body: AuthorUpdate) {
  const params = { path: { author_id: id }, header: { "If-Match": `"${version}"` } };
  return unwrap(client.PATCH("/api/authors/{author_id}", { params, body }));
}

export function useUpdateAuthor({ id, version }: Pick<Author, "id" | "version">) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (changes: AuthorUpdate) => updateAuthor(id, version, changes),
    onSuccess: (author) => {
      queryClient.setQueryData(authorQuery(id).queryKey, author);
      // Everything, because an author's name is shown with every book.
      void queryClient.invalidateQueries();
    },
  });
}
