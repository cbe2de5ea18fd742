import { client, etagOf } from "@/lib/api/client";
import { unwrapDeletion } from "@/lib/api/unwrap";
import { useChange } from "@/lib/api/use-change";

import type { Book } from "../types";
import { getBook } from "./get-book";
import { booksKey } from "./list-books";

/** Fails with 412 where the book is not at this version any more. */
function deleteBook({ id, version }: Book) {
  const params = { path: { book_id: id }, header: { "If-Match": etagOf(version) } };
  return unwrapDeletion(client.DELETE("/api/books/{book_id}", { params }));
}

export function useDeleteBook() {
  return useChange({
    key: booksKey,
    send: deleteBook,
    change:
      ({ id }) =>
      (record: Book) =>
        record.id === id ? undefined : record,
    latest: ({ id }) => getBook(id),
  });
}
