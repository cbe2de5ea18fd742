import { useQueryClient } from "@tanstack/react-query";

import { changeRows } from "@/lib/api/cached-lists";
import { client, etagOf } from "@/lib/api/client";
import type { components } from "@/lib/api/schema";
import { unwrap } from "@/lib/api/unwrap";
import { useChange } from "@/lib/api/use-change";
import type { VersionedChange } from "@/lib/api/use-change";

import type { Author, AuthorUpdate } from "../types";
import { authorsKey } from "./list-authors";

/** As much of a book as an author's name is shown with. */
type BookOfAuthor = Pick<components["schemas"]["Book"], "id" | "author">;

/** Fails with 412 where the author is not at this version any more. */
function updateAuthor({ id, version, body }: VersionedChange<AuthorUpdate>) {
  const params = { path: { author_id: id }, header: { "If-Match": etagOf(version) } };
  return unwrap(client.PATCH("/api/authors/{author_id}", { params, body }));
}

export function useUpdateAuthor() {
  const queryClient = useQueryClient();
  return useChange({
    key: authorsKey,
    send: updateAuthor,
    change:
      ({ id, body }, saved) =>
      (record: Author) =>
        record.id === id ? (saved ?? { ...record, ...body }) : record,
    onSuccess: ({ id, name }) => {
      // The name is shown with each book.
      changeRows(queryClient, ["books"], (book: BookOfAuthor) =>
        book.author.id === id ? { ...book, author: { id, name } } : book,
      );
    },
  });
}
