import type { InfiniteData, QueryClient, QueryKey } from "@tanstack/react-query";

interface Row {
  id: number;
}

type List = InfiniteData<{ items: Row[] }>;

/** The maximum number of pages of a list that a refresh loads again. */
const maxRefreshedPages = 5;

/** Returns whether a list has too many pages to load them all again. */
export function isLong(data: unknown): boolean {
  return isList(data) && data.pages.length > maxRefreshedPages;
}

function isList(data: unknown): data is List {
  // Not "pages", which may be a field of a record.
  return typeof data === "object" && data !== null && "pageParams" in data;
}

/**
 * Returns the rows of all loaded pages, without duplicates. A row that moves after its page was loaded can appear
 * again on a later page. The first occurrence is kept.
 */
export function rowsOf<Item extends Row>(pages: readonly { items: Item[] }[]): Item[] {
  const rows = new Map<number, Item>();
  for (const { items } of pages) {
    for (const item of items) if (!rows.has(item.id)) rows.set(item.id, item);
  }
  return [...rows.values()];
}

/** Finds a record in the most recently updated list and returns it with the time of that update. */
export function findRow(client: QueryClient, key: QueryKey, id: number) {
  const lists = client.getQueryCache().findAll({ queryKey: [...key, "list"] });
  for (const { state } of lists.toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)) {
    const items = isList(state.data) ? state.data.pages.flatMap((page) => page.items) : [];
    const row = items.find((item) => item.id === id);
    if (row) return { row, updatedAt: state.dataUpdatedAt };
  }
  return undefined;
}

/** Replaces a record in all lists and in its own query. */
export function replaceRow(client: QueryClient, key: QueryKey, row: Row): void {
  client.setQueryData([...key, "one", row.id], row);
  mapRows(client, key, (rows) => rows.map((each) => (each.id === row.id ? row : each)));
}

/** Removes records from all lists. Pages use keyset cursors, so later pages remain valid. */
export function dropRows(client: QueryClient, key: QueryKey, ids: readonly number[]): void {
  for (const id of ids) client.removeQueries({ queryKey: [...key, "one", id], type: "inactive" });
  mapRows(client, key, (rows) => rows.filter(({ id }) => !ids.includes(id)));
}

function mapRows(client: QueryClient, key: QueryKey, change: (rows: Row[]) => Row[]): void {
  client.setQueriesData<List>(
    { queryKey: [...key, "list"] },
    (list) =>
      list && {
        ...list,
        pages: list.pages.map((page) => ({ ...page, items: change(page.items) })),
      },
  );
}

/**
 * Invalidates all queries after a change, and resolves once those on the screen are reloaded. Long lists are cut to their first page instead of being reloaded as a
 * whole, except for a list on the screen: it stays as it is, unless a record was created.
 */
export function refresh(client: QueryClient, { created = false } = {}): Promise<void> {
  const long = client.getQueryCache().findAll({ predicate: ({ state }) => isLong(state.data) });
  for (const query of long) {
    if (created || !query.isActive()) query.setData(firstPage(query.state.data as List));
  }
  return client.invalidateQueries({ predicate: ({ state }) => !isLong(state.data) });
}

function firstPage({ pages, pageParams }: List): List {
  return { pages: pages.slice(0, 1), pageParams: pageParams.slice(0, 1) };
}
