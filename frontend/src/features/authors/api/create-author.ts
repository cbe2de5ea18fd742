import { useMutation, useQueryClient } from "@tanstack/react-query";

import { client } from "@/lib/api/client";
import { unwrap } from "@/lib/api/unwrap";

import type { AuthorCreate } from "../types";
import { authorsKey } from "./list-authors";

function createAuthor(body: AuthorCreate) {
  return unwrap(client.POST("/api/authors", { body }));
}

export function useCreateAuthor() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: createAuthor,
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: authorsKey });
    },
  });
}
