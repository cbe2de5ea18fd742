import { useMutation, useQueryClient } from "@tanstack/react-query";

import { client } from "@/lib/api/client";
import { unwrap } from "@/lib/api/unwrap";

import { bookQuery } from "./get-book";
import { booksKey } from "./list-books";

function deleteBook(id: number) {
  return unwrap(client.DELETE("/api/books/{book_id}", { params: { path: { book_id: id } } }));
}

export function useDeleteBook() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: deleteBook,
    onSuccess: (_, id) => {
      queryClient.removeQueries(bookQuery(id));
      void queryClient.invalidateQueries({ queryKey: booksKey });
    },
  });
}
