import { useQueryClient } from "@tanstack/react-query";

import { client, etagOf } from "@/lib/api/client";
import { unwrap } from "@/lib/api/unwrap";
import { useChange } from "@/lib/api/use-change";
import type { VersionedChange } from "@/lib/api/use-change";

import type { Book, BookUpdate } from "../types";
import { findAuthor } from "./get-author-name";
import { booksKey } from "./list-books";

/** Fails with 412 where the book is not at this version any more. */
function updateBook({ id, version, body }: VersionedChange<BookUpdate>) {
  const params = { path: { book_id: id }, header: { "If-Match": etagOf(version) } };
  return unwrap(client.PATCH("/api/books/{book_id}", { params, body }));
}

export function useUpdateBook() {
  const queryClient = useQueryClient();
  return useChange({
    key: booksKey,
    send: updateBook,
    change: ({ id, body: { author_id, ...fields } }, saved) => {
      const newAuthor = author_id === undefined ? undefined : findAuthor(queryClient, author_id);
      return (record: Book) => {
        if (record.id !== id) return record;
        return saved ?? { ...record, ...fields, ...(newAuthor && { author: newAuthor }) };
      };
    },
  });
}
