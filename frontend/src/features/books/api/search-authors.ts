import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";

import { client } from "@/lib/api/client";
import { unwrap } from "@/lib/api/unwrap";

function searchAuthors(search: string, signal: AbortSignal) {
  const query = { search: search === "" ? undefined : search, limit: 20 };
  return unwrap(client.GET("/api/authors", { params: { query }, signal }));
}

/** What a book can refer to. Its key begins as all keys about authors do. */
function authorChoicesQuery(search: string) {
  return queryOptions({
    queryKey: ["authors", "choices", search],
    queryFn: ({ signal }) => searchAuthors(search, signal),
    select: (page) => page.items.map(({ id, name }) => ({ id, name })),
  });
}

export function useAuthorChoices(search: string, enabled: boolean) {
  return useQuery({ ...authorChoicesQuery(search), placeholderData: keepPreviousData, enabled });
}
