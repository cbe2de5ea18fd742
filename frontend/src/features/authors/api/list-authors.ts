import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";

import { client } from "@/lib/api/client";
import { unwrap } from "@/lib/api/unwrap";
import { byCursor, pageSize } from "@/lib/paging";

import type { AuthorsSearch } from "../search";

/** Begins the key of every query about authors; a change of one makes all of them stale. */
export const authorsKey = ["authors"] as const;

export function listAuthors(
  search: AuthorsSearch,
  cursor: string | undefined,
  signal: AbortSignal | null = null,
) {
  const query = { ...search, cursor, limit: pageSize };
  return unwrap(client.GET("/api/authors", { params: { query }, signal }));
}

export function authorsQuery(search: AuthorsSearch) {
  return infiniteQueryOptions({
    queryKey: [...authorsKey, "list", search],
    queryFn: ({ pageParam, signal }) => listAuthors(search, pageParam, signal),
    ...byCursor,
  });
}

export function useAuthors(search: AuthorsSearch) {
  return useInfiniteQuery({ ...authorsQuery(search), placeholderData: keepPreviousData });
}
