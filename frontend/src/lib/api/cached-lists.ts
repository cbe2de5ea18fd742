import type { QueryClient, QueryKey } from "@tanstack/react-query";

import { isList, isRow, pagesOf, withPages } from "./rows";
import type { Row } from "./rows";

/** What becomes of a cached record: the same one, another in its place, or nothing. */
export type Change<R extends Row> = (row: R) => R | undefined;

/** As many pages as a refresh may load again. A list can have hundreds. */
const few = 5;

/**
 * Changes records wherever the queries under a key hold them: in the loaded pages of all lists, in
 * single pages and on their own. Returns how to take that back; what has changed since stays.
 *
 * A list that a record is taken out of stays complete: its pages begin after values, not numbers.
 */
export function changeRows<R extends Row>(
  client: QueryClient,
  key: QueryKey,
  change: Change<R>,
): () => void {
  const queries = client.getQueryCache().findAll({ queryKey: key });
  const undoes = queries.map(({ queryKey }) => changeQuery(client, queryKey, change));
  return () => {
    for (const undo of undoes) undo();
  };
}

/** A record as some list or form has it already, and since when. */
export function findRow(client: QueryClient, key: QueryKey, id: number) {
  const queries = client.getQueryCache().findAll({ queryKey: key });
  const newestFirst = queries.toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt);
  for (const { state } of newestFirst) {
    for (const rows of pagesOf(state.data)) {
      const row = rows.find((each) => each.id === id);
      if (row) return { row, updatedAt: state.dataUpdatedAt };
    }
  }
  return undefined;
}

/** Begins a record's own query with what a list has of it, which is as old as the list. */
export function seedRow(client: QueryClient, key: QueryKey, rowKey: QueryKey, id: number): void {
  const found = findRow(client, key, id);
  if (found === undefined || client.getQueryData(rowKey) !== undefined) return;
  client.setQueryData(rowKey, found.row, { updatedAt: found.updatedAt });
}

/** Whether a list has more pages than anyone wants to load again. */
export function isLong(data: unknown): boolean {
  return isList(data) && data.pages.length > few;
}

/**
 * Loads again what a change may have made different, as far as that is cheap. Single records are as
 * they should be. A long list that is on the screen stays where it is: at most a changed record is
 * not in its new place. Of a long list that is not, the first page is kept for the next visit.
 */
export function refreshAfterChange(client: QueryClient, key: QueryKey): void {
  // The last of several changes does it: until then the server brings back what is gone here.
  if (client.isMutating({ mutationKey: key }) > 1) return;
  const cache = client.getQueryCache();
  for (const { queryKey } of cache.findAll({ queryKey: key, type: "inactive" })) {
    client.setQueryData(queryKey, keepFirstPage);
  }
  const own = new Set(cache.findAll({ queryKey: key }));
  void client.invalidateQueries({
    predicate: (query) => {
      const { data } = query.state;
      return isList(data) ? own.has(query) && !isLong(data) : !isRow(data);
    },
  });
}

function keepFirstPage(data: unknown): unknown {
  if (!isList(data) || !isLong(data)) return data;
  return { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) };
}

function changeQuery<R extends Row>(client: QueryClient, key: QueryKey, change: Change<R>) {
  const before = client.getQueryData(key);
  if (isRow(before) && change(before as R) === undefined) {
    client.removeQueries({ queryKey: key, exact: true, type: "inactive" });
    return () => client.setQueryData(key, before);
  }
  const pages = pagesOf(before).map((rows) => changePage(rows as R[], change));
  const after = withPages(before, pages);
  if (after === before) return () => undefined;
  client.setQueryData(key, after);
  // Read back: the cache makes objects of its own, and keeps those that a later change leaves alone.
  const mine = client.getQueryData(key);
  return () => client.setQueryData(key, (now: unknown) => takeBack(now, mine, before));
}

function changePage<R extends Row>(rows: R[], change: Change<R>): R[] {
  const changed = rows.map(change);
  const same = changed.every((row, index) => row === rows[index]);
  return same ? rows : changed.filter((row) => row !== undefined);
}

/** `now` with the rows of `before` in the place of `mine`, as far as they are still mine. */
function takeBack(now: unknown, mine: unknown, before: unknown): unknown {
  const changed = new Set(pagesOf(mine).flat());
  const kept = new Set([...changed].map(({ id }) => id));
  const earlier = pagesOf(before);
  const rowBefore = new Map(earlier.flat().map((row) => [row.id, row]));
  const pages = pagesOf(now).map((rows) =>
    rows.map((row) => (changed.has(row) ? (rowBefore.get(row.id) ?? row) : row)),
  );
  const present = new Set(pages.flat().map(({ id }) => id));
  for (const [index, rows] of earlier.entries()) {
    for (const row of rows) {
      if (!kept.has(row.id) && !present.has(row.id)) putBack(row, rows, pages[index]);
    }
  }
  return withPages(now, pages);
}

/** Puts a row before the first of those that follow it among its neighbours. */
export function putBack(row: Row, neighbours: Row[], page: Row[] | undefined): void {
  const followers = new Set(neighbours.slice(neighbours.indexOf(row) + 1).map(({ id }) => id));
  const at = page?.findIndex(({ id }) => followers.has(id)) ?? -1;
  page?.splice(at === -1 ? page.length : at, 0, row);
}
