import { useMutation, useQueryClient } from "@tanstack/react-query";

import { client } from "@/lib/api/client";
import { unwrap } from "@/lib/api/unwrap";

import type { BookUpdate } from "../types";
import { bookQuery } from "./get-book";
import { booksKey } from "./list-books";

function updateBook(id: number, body: BookUpdate) {
  return unwrap(client.PATCH("/api/books/{book_id}", { params: { path: { book_id: id } }, body }));
}

export function useUpdateBook(id: number) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (changes: BookUpdate) => updateBook(id, changes),
    onSuccess: (book) => {
      queryClient.setQueryData(bookQuery(id).queryKey, book);
      void queryClient.invalidateQueries({ queryKey: booksKey });
    },
  });
}
