import { noop, queryOptions, useQuery } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";

import { seedRow } from "@/lib/api/cached-lists";
import { client } from "@/lib/api/client";
import { unwrap } from "@/lib/api/unwrap";

import { booksKey } from "./list-books";

export function getBook(id: number, signal: AbortSignal | null = null) {
  const params = { path: { book_id: id } };
  return unwrap(client.GET("/api/books/{book_id}", { params, signal }));
}

function bookQuery(id: number) {
  return queryOptions({
    queryKey: [...booksKey, "one", id],
    queryFn: ({ signal }) => getBook(id, signal),
  });
}

/** Has the book ready before its form asks for it: from a list that is loaded, and from the API. */
export function loadBook(queryClient: QueryClient, id: number) {
  const query = bookQuery(id);
  seedRow(queryClient, booksKey, query.queryKey, id);
  queryClient.query(query).catch(noop);
}

export function useBook(id: number) {
  return useQuery(bookQuery(id));
}
