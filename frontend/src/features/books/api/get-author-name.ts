import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";

import { findRow } from "@/lib/api/cached-lists";
import { client } from "@/lib/api/client";
import { pagesOf } from "@/lib/api/rows";
import { unwrap } from "@/lib/api/unwrap";

import type { Book, BookAuthor } from "../types";
import { booksKey } from "./list-books";

function getAuthor(id: number, signal: AbortSignal) {
  const params = { path: { author_id: id } };
  return unwrap(client.GET("/api/authors/{author_id}", { params, signal }));
}

/** The name that goes with an id: an address has only the id. */
export function useAuthorName(id: number | null) {
  const queryClient = useQueryClient();
  return useQuery<BookAuthor, Error, string>({
    queryKey: ["authors", "name", id],
    queryFn: id === null ? skipToken : ({ signal }) => getAuthor(id, signal),
    placeholderData: () => (id === null ? undefined : findAuthor(queryClient, id)),
    select: ({ name }) => name,
  });
}

/** A record that some list has, be it with another one: nobody has to wait for the name. */
export function findAuthor(queryClient: QueryClient, id: number): BookAuthor | undefined {
  const found = findRow(queryClient, ["authors"], id);
  if (found) return { id, name: (found.row as BookAuthor).name };
  const cached = queryClient.getQueriesData({ queryKey: booksKey });
  const rows = cached.flatMap(([, data]) => pagesOf(data).flat() as Book[]);
  return rows.find((row) => row.author.id === id)?.author;
}
