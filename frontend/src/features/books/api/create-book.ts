import { useMutation, useQueryClient } from "@tanstack/react-query";

import { client } from "@/lib/api/client";
import { unwrap } from "@/lib/api/unwrap";

import type { BookCreate } from "../types";
import { booksKey } from "./list-books";

function createBook(body: BookCreate) {
  return unwrap(client.POST("/api/books", { body }));
}

export function useCreateBook() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: createBook,
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: booksKey });
    },
  });
}
