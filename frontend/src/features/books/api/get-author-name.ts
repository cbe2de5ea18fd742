import { skipToken, useQuery } from "@tanstack/react-query";

import { client } from "@/lib/api/client";
import { unwrap } from "@/lib/api/unwrap";

function getAuthor(id: number, signal: AbortSignal) {
  const params = { path: { author_id: id } };
  return unwrap(client.GET("/api/authors/{author_id}", { params, signal }));
}

/** The name that goes with an id: an address has only the id. */
export function useAuthorName(id: number | null) {
  return useQuery({
    queryKey: ["authors", "name", id],
    queryFn: id === null ? skipToken : ({ signal }) => getAuthor(id, signal),
    select: (author) => author.name,
  });
}
