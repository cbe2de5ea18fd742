import type { InfiniteData } from "@tanstack/react-query";

/** What every record has, wherever it is cached. */
export interface Row {
  id: number;
}

interface Page {
  items: Row[];
}

type List = InfiniteData<Page>;

/** The records that a query holds, page by page: of a list, of a single page, or of one record. */
export function pagesOf(data: unknown): Row[][] {
  if (isList(data)) return data.pages.map(({ items }) => items);
  if (isPage(data)) return [data.items];
  return isRow(data) ? [[data]] : [];
}

/** The same data with other records. What has not changed stays the same object. */
export function withPages(data: unknown, pages: Row[][]): unknown {
  if (isList(data)) {
    const next = data.pages.map((page, index) => withItems(page, pages[index]));
    const same = next.every((page, index) => page === data.pages[index]);
    return same ? data : { ...data, pages: next };
  }
  if (isPage(data)) return withItems(data, pages[0]);
  return pages[0]?.[0] ?? data;
}

export function isList(data: unknown): data is List {
  return has(data, "pages") && Array.isArray(data.pages);
}

export function isRow(data: unknown): data is Row {
  return has(data, "id") && typeof data.id === "number";
}

function isPage(data: unknown): data is Page {
  return has(data, "items") && Array.isArray(data.items);
}

function withItems(page: Page, items: Row[] = page.items): Page {
  return items === page.items ? page : { ...page, items };
}

function has<Name extends string>(data: unknown, name: Name): data is Record<Name, unknown> {
  return typeof data === "object" && data !== null && name in data;
}
