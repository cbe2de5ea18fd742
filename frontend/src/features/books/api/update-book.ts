import { useMutation, useQueryClient } from "@tanstack/react-query";

import { client } from "@/lib/api/client";
import { unwrap } from "@/lib/api/unwrap";

import type { Book, BookUpdate } from "../types";
import { bookQuery } from "./get-book";
import { booksKey } from "./list-books";

/** Fails with 412 where the record is not at this version any more. */
function updateBook(id: number, version: number, body: BookUpdate) {
  const params = { path: { book_id: id }, header: { "If-Match": `"${version}"` } };
  return unwrap(client.PATCH("/api/books/{book_id}", { params, body }));
}

export function useUpdateBook({ id, version }: Pick<Book, "id" | "version">) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (changes: BookUpdate) => updateBook(id, version, changes),
    onSuccess: (book) => {
      queryClient.setQueryData(bookQuery(id).queryKey, book);
      void queryClient.invalidateQueries({ queryKey: booksKey });
    },
  });
}
