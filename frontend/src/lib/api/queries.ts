import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";

import { filtersOf, readSearch } from "@/lib/search-params";

import { findRow } from "./cache";
import { countRecords, keyOf } from "./resource";
import type { Resource, Row } from "./resource";

/** Rows per request, the maximum that the API allows. */
const pageSize = 100;
const choiceCount = 20;

/** Returns the infinite query of a list. */
export function listQuery<Item extends Row, Search>(
  { key, loadPage }: Resource<Item, Search>,
  search: Search,
) {
  return infiniteQueryOptions({
    queryKey: [...key, "list", search],
    queryFn: ({ pageParam: cursor, signal }) => loadPage(search, { cursor, limit: pageSize }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
}

/** Returns the query for the number of matching records. Separate, because counting can be slower than the list. */
export function countQuery(path: string, search: object = {}) {
  const filters = filtersOf(search);
  return queryOptions({
    queryKey: [keyOf(path), "count", filters],
    queryFn: ({ signal }) => countRecords(path, filters, signal),
  });
}

/** Returns the query of a record. Its initial data, and their age, come from a loaded list. */
export function recordQuery<Item extends Row>(
  client: QueryClient,
  { key, load }: Resource<Item>,
  id: number,
) {
  const found = () => findRow(client, key, id);
  return queryOptions({
    queryKey: [...key, "one", id],
    queryFn: ({ signal }) => load(id, signal),
    initialData: () => found()?.row as Item | undefined,
    initialDataUpdatedAt: () => found()?.updatedAt,
  });
}

/** Returns the query for the first records that match a search, as options of a select. */
export function choicesQuery({ key, loadPage }: Resource, search: string) {
  return queryOptions({
    queryKey: [...key, "choices", search],
    queryFn: ({ signal }) => {
      const query = { search: readSearch(search) };
      return loadPage(query as never, { limit: choiceCount }, signal);
    },
  });
}
