import { client } from "@/lib/api/client";
import { unwrapDeletion } from "@/lib/api/unwrap";
import { useChange } from "@/lib/api/use-change";

import type { Book } from "../types";
import { booksKey } from "./list-books";

function deleteBook(id: number) {
  const params = { path: { book_id: id } };
  return unwrapDeletion(client.DELETE("/api/books/{book_id}", { params }));
}

export function useDeleteBook() {
  return useChange({
    key: booksKey,
    send: deleteBook,
    change: (id) => (book: Book) => (book.id === id ? undefined : book),
  });
}
