import type { InfiniteData, Query, QueryClient, QueryKey } from "@tanstack/react-query";

import { isLong, putBack } from "./cached-lists";
import { pagesOf, withPages } from "./rows";
import type { Row } from "./rows";

/** How the lists of a resource are loaded: their searches are the last part of their queries' keys. */
export interface Lists<R extends Row, Search> {
  page: (search: Search, cursor: string | undefined) => Promise<{ items: R[] }>;
  usualSort: keyof R & string;
}

interface SortedSearch {
  sort?: string | undefined;
}

/**
 * Shows a new record in the long lists on the screen, which are not loaded again after a change. Of each
 * the one page is asked for that the record may be on: only the server knows whether it passes the filters.
 */
export async function showNewRow<R extends Row, Search extends SortedSearch>(
  client: QueryClient,
  key: QueryKey,
  row: R,
  lists: Lists<R, Search>,
): Promise<void> {
  const shown = client.getQueryCache().findAll({ queryKey: [...key, "list"], type: "active" });
  const long = shown.filter(({ state }) => isLong(state.data));
  await Promise.all(long.map((query) => showIn(client, query, row, lists)));
}

async function showIn<R extends Row, Search extends SortedSearch>(
  client: QueryClient,
  { queryKey, state }: Query,
  row: R,
  lists: Lists<R, Search>,
): Promise<void> {
  const search = queryKey.at(-1) as Search;
  const { pageParams } = state.data as InfiniteData<unknown, string | undefined>;
  const index = pageOf(row, pagesOf(state.data) as R[][], search.sort ?? lists.usualSort);
  const { items } = await lists.page(search, pageParams[index]);
  const found = items.find(({ id }) => id === row.id);
  if (!found) return;
  // A page that is on its way would be put after what was there before.
  await client.cancelQueries({ queryKey, exact: true });
  client.setQueryData(queryKey, (now: unknown) => {
    const pages = pagesOf(now).map((rows) => [...rows]);
    putBack(found, items, pages[index]);
    return withPages(now, pages);
  });
}

/** The last page that begins before a record, in the order of the list. */
function pageOf<R extends Row>(row: R, pages: R[][], sort: string): number {
  const field = sort.replace(/^-/, "") as keyof R;
  const begins = (page: R[]) => {
    const order = page[0] ? compare(page[0][field], row[field]) || page[0].id - row.id : 1;
    return sort.startsWith("-") ? order > 0 : order < 0;
  };
  return Math.max(0, pages.findLastIndex(begins));
}

const decimal = /^-?\d+\.\d+$/;

/** Texts by their characters, as the database does, and decimal numbers by their size. */
function compare(a: unknown, b: unknown): number {
  const [one, other] = [String(a), String(b)];
  if (decimal.test(one) && decimal.test(other)) return Number(one) - Number(other);
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
