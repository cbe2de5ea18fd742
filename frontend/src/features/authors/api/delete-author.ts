import { useMutation, useQueryClient } from "@tanstack/react-query";

import { client } from "@/lib/api/client";
import { unwrap } from "@/lib/api/unwrap";

import { authorQuery } from "./get-author";
import { authorsKey } from "./list-authors";

function deleteAuthor(id: number) {
  return unwrap(client.DELETE("/api/authors/{author_id}", { params: { path: { author_id: id } } }));
}

export function useDeleteAuthor() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: deleteAuthor,
    onSuccess: (_, id) => {
      queryClient.removeQueries(authorQuery(id));
      void queryClient.invalidateQueries({ queryKey: authorsKey });
    },
  });
}
