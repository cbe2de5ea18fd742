import { queryOptions, useQuery } from "@tanstack/react-query";

import { client } from "@/lib/api/client";
import { unwrap } from "@/lib/api/unwrap";
import { filtersOf } from "@/lib/search-params";

import type { BooksSearch } from "../search";
import { booksKey } from "./list-books";

/** How many books pass the filters. Apart from the list: that is as quick with a million books. */
export function booksCountQuery(search: BooksSearch) {
  const query = filtersOf(search);
  return queryOptions({
    queryKey: [...booksKey, "count", query],
    queryFn: ({ signal }) => unwrap(client.GET("/api/books/count", { params: { query }, signal })),
  });
}

export function useBooksCount(search: BooksSearch) {
  return useQuery(booksCountQuery(search));
}
