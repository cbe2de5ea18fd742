import { noop, queryOptions, useQuery } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";

import { seedRow } from "@/lib/api/cached-lists";
import { client } from "@/lib/api/client";
import { unwrap } from "@/lib/api/unwrap";

import { authorsKey } from "./list-authors";

export function getAuthor(id: number, signal: AbortSignal | null = null) {
  const params = { path: { author_id: id } };
  return unwrap(client.GET("/api/authors/{author_id}", { params, signal }));
}

function authorQuery(id: number) {
  return queryOptions({
    queryKey: [...authorsKey, "one", id],
    queryFn: ({ signal }) => getAuthor(id, signal),
  });
}

/** Has the author ready before its form asks for it: from a list that is loaded, and from the API. */
export function loadAuthor(queryClient: QueryClient, id: number) {
  const query = authorQuery(id);
  seedRow(queryClient, authorsKey, query.queryKey, id);
  queryClient.query(query).catch(noop);
}

export function useAuthor(id: number) {
  return useQuery(authorQuery(id));
}
