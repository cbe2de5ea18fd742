import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";

import { filtersOf } from "@/lib/search-params";

import { findRow } from "./cache";
import { countRecords, keyOf } from "./resource";
import type { Resource, Row } from "./resource";

/** As many rows as one request of a list returns: the most that the API allows. */
const pageSize = 100;
const choiceCount = 20;

/** A list, page by page. */
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

/** How many records pass the filters. Apart from the list: that is as quick with a million records. */
export function countQuery(path: string, search: object = {}) {
  const filters = filtersOf(search);
  return queryOptions({
    queryKey: [keyOf(path), "count", filters],
    queryFn: ({ signal }) => countRecords(path, filters, signal),
  });
}

/** One record, which begins with what a list has of it and is as old as the list. */
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

/** The first few records that match a search: what a field offers to choose from. */
export function choicesQuery({ key, loadPage }: Resource, search: string) {
  return queryOptions({
    queryKey: [...key, "choices", search],
    queryFn: ({ signal }) => {
      const query = { search: search || undefined };
      return loadPage(query as never, { limit: choiceCount }, signal);
    },
  });
}
