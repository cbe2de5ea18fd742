import { queryOptions, useQuery } from "@tanstack/react-query";

import { client } from "@/lib/api/client";
import { unwrap } from "@/lib/api/unwrap";

import { authorsKey } from "./list-authors";

function getAuthor(id: number, signal: AbortSignal) {
  return unwrap(
    client.GET("/api/authors/{author_id}", { params: { path: { author_id: id } }, signal }),
  );
}

export function authorQuery(id: number) {
  return queryOptions({
    queryKey: [...authorsKey, "one", id],
    queryFn: ({ signal }) => getAuthor(id, signal),
  });
}

export function useAuthor(id: number) {
  return useQuery(authorQuery(id));
}
