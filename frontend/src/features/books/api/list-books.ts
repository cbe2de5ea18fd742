import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";

import { client } from "@/lib/api/client";
import { unwrap } from "@/lib/api/unwrap";
import { byCursor, pageSize } from "@/lib/paging";

import type { BooksSearch } from "../search";

/** Begins the key of every query about books; a change of one makes all of them stale. */
export const booksKey = ["books"] as const;

export function listBooks(
  search: BooksSearch,
  cursor: string | undefined,
  signal: AbortSignal | null = null,
) {
  const query = { ...search, cursor, limit: pageSize };
  return unwrap(client.GET("/api/books", { params: { query }, signal }));
}

export function booksQuery(search: BooksSearch) {
  return infiniteQueryOptions({
    queryKey: [...booksKey, "list", search],
    queryFn: ({ pageParam, signal }) => listBooks(search, pageParam, signal),
    ...byCursor,
  });
}

export function useBooks(search: BooksSearch) {
  return useInfiniteQuery({ ...booksQuery(search), placeholderData: keepPreviousData });
}
