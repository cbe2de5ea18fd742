import { client, etagOf } from "@/lib/api/client";
import { unwrapDeletion } from "@/lib/api/unwrap";
import { useChange } from "@/lib/api/use-change";

import type { Author } from "../types";
import { getAuthor } from "./get-author";
import { authorsKey } from "./list-authors";

/** Fails with 412 where the author is not at this version any more. */
function deleteAuthor({ id, version }: Author) {
  const params = { path: { author_id: id }, header: { "If-Match": etagOf(version) } };
  return unwrapDeletion(client.DELETE("/api/authors/{author_id}", { params }));
}

export function useDeleteAuthor() {
  return useChange({
    key: authorsKey,
    send: deleteAuthor,
    change:
      ({ id }) =>
      (record: Author) =>
        record.id === id ? undefined : record,
    latest: ({ id }) => getAuthor(id),
  });
}
