import type { InfiniteData, QueryClient, QueryKey } from "@tanstack/react-query";

interface Row {
  id: number;
}

type List = InfiniteData<{ items: Row[] }>;

/** As many pages as a refresh may load again. A list can have hundreds. */
const few = 5;

/** Whether a list has more pages than anyone wants to load again. */
export function isLong(data: unknown): boolean {
  return isList(data) && data.pages.length > few;
}

function isList(data: unknown): data is List {
  return typeof data === "object" && data !== null && "pages" in data;
}

/**
 * The rows of all loaded pages. A row that moved to another place after its page was loaded can be
 * brought a second time by a later page: the first one stays.
 */
export function rowsOf<Item extends Row>(pages: readonly { items: Item[] }[]): Item[] {
  const rows = new Map<number, Item>();
  for (const { items } of pages) {
    for (const item of items) if (!rows.has(item.id)) rows.set(item.id, item);
  }
  return [...rows.values()];
}

/** A record as the newest list has it, and since when. */
export function findRow(client: QueryClient, key: QueryKey, id: number) {
  const lists = client.getQueryCache().findAll({ queryKey: [...key, "list"] });
  for (const { state } of lists.toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)) {
    const items = isList(state.data) ? state.data.pages.flatMap((page) => page.items) : [];
    const row = items.find((item) => item.id === id);
    if (row) return { row, updatedAt: state.dataUpdatedAt };
  }
  return undefined;
}

/** Puts the newest version of a record into the lists and its own query. */
export function replaceRow(client: QueryClient, key: QueryKey, row: Row): void {
  client.setQueryData([...key, "one", row.id], row);
  mapRows(client, key, (rows) => rows.map((each) => (each.id === row.id ? row : each)));
}

/** Takes records out of the lists. Their pages begin after values, not numbers: nothing shifts. */
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
 * Marks everything stale that a change may have made different. A long list that is on the screen stays as it is, except
 * for a new record: then the first page is loaded again, where whoever creates one is. Of a long list that is not on the
 * screen, the first page is kept for the next visit.
 */
export function refresh(client: QueryClient, { created = false } = {}): void {
  const long = client.getQueryCache().findAll({ predicate: ({ state }) => isLong(state.data) });
  for (const query of long) {
    if (created || !query.isActive()) query.setData(firstPage(query.state.data as List));
  }
  void client.invalidateQueries({ predicate: ({ state }) => !isLong(state.data) });
}

function firstPage({ pages, pageParams }: List): List {
  return { pages: pages.slice(0, 1), pageParams: pageParams.slice(0, 1) };
}
