import { queryOptions, useQuery } from "@tanstack/react-query";

import { client } from "@/lib/api/client";
import { unwrap } from "@/lib/api/unwrap";
import { filtersOf } from "@/lib/search-params";

import type { AuthorsSearch } from "../search";
import { authorsKey } from "./list-authors";

/** How many authors pass the filters. Apart from the list: that is as quick with a million authors. */
export function authorsCountQuery(search: AuthorsSearch) {
  const query = filtersOf(search);
  return queryOptions({
    queryKey: [...authorsKey, "count", query],
    queryFn: ({ signal }) =>
      unwrap(client.GET("/api/authors/count", { params: { query }, signal })),
  });
}

export function useAuthorsCount(search: AuthorsSearch) {
  return useQuery(authorsCountQuery(search));
}
