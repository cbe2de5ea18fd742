import { InfiniteQueryObserver, QueryClient } from "@tanstack/react-query";
import type { InfiniteData } from "@tanstack/react-query";
import { beforeEach, expect, test, vi } from "vitest";

import { dropRows, findRow, isLong, refresh, replaceRow, rowsOf } from "./cache";

interface Fruit {
  id: number;
  name: string;
}

const key = ["fruit"];
const listKey = [...key, "list", {}];
let client: QueryClient;

beforeEach(() => {
  client = new QueryClient();
});

function cachePages(...names: string[][]) {
  const pages = names.map((page) => ({ items: page.map(fruit), next_cursor: null }));
  client.setQueryData(listKey, { pages, pageParams: pages.map((_, index) => index) });
}

function fruit(name: string): Fruit {
  return { id: name.charCodeAt(0), name };
}

function shown() {
  const list = client.getQueryData<InfiniteData<{ items: Fruit[] }>>(listKey);
  return list?.pages.map(({ items }) => items.map(({ name }) => name).join(" "));
}

const stale = (queryKey: unknown[]) => client.getQueryState(queryKey)?.isInvalidated;

test("a row on two pages is kept once, at its first position", () => {
  const pages = [{ items: [{ id: 2 }, { id: 1 }] }, { items: [{ id: 3 }, { id: 2 }] }];
  expect(rowsOf(pages)).toEqual([{ id: 2 }, { id: 1 }, { id: 3 }]);
});

test("a record with a field called pages is no list", () => {
  expect(isLong({ id: 1, pages: null })).toBe(false);
  expect(isLong({ id: 1, pages: "a long text" })).toBe(false);
});

test("a saved record is replaced in its lists and in its own query", () => {
  cachePages(["apple", "banana"], ["cherry"]);
  client.setQueryData(["stones", "list", {}], { pages: [{ items: [fruit("cherry")] }] });
  const morello: Fruit = { id: 99, name: "Morello" };
  replaceRow(client, key, morello);

  expect(shown()).toEqual(["apple banana", "Morello"]);
  expect(client.getQueryData([...key, "one", 99])).toMatchObject({ name: "Morello" });
  expect(client.getQueryData(["stones", "list", {}])).toMatchObject({
    pages: [{ items: [{ name: "cherry" }] }],
  });
});

test("deleted records are removed from all lists and lose their query", () => {
  cachePages(["apple", "banana", "cherry"], ["date", "elder"]);
  client.setQueryData([...key, "one", 97], fruit("apple"));
  dropRows(
    client,
    key,
    ["apple", "cherry", "elder"].map((name) => fruit(name).id),
  );

  expect(shown()).toEqual(["banana", "date"]);
  expect(client.getQueryData([...key, "one", 97])).toBeUndefined();
});

test("the most recently loaded version of a record is found", () => {
  vi.useFakeTimers({ now: 1000 });
  cachePages(["apple"]);
  vi.setSystemTime(2000);
  client.setQueryData([...key, "list", { search: "a" }], {
    pages: [{ items: [{ id: 97, name: "Apple" }] }],
    pageParams: [undefined],
  });
  vi.useRealTimers();
  expect(findRow(client, key, 97)).toEqual({ row: { id: 97, name: "Apple" }, updatedAt: 2000 });
  expect(findRow(client, key, 98)).toBeUndefined();
});

test("a change invalidates everything except a long list on the screen", () => {
  cachePages(["apple"]);
  client.setQueryData(["statistics"], { fruit: 1 });
  client.setQueryData(["stones", "list", {}], { pages: [], pageParams: [] });
  void refresh(client);
  expect([listKey, ["statistics"], ["stones", "list", {}]].map(stale)).toEqual([true, true, true]);

  cachePages(...Array.from({ length: 6 }, (_, index) => [`${index}`]));
  expect(isLong(client.getQueryData(listKey))).toBe(true);
  const stop = observe();
  void refresh(client);
  expect(stale(listKey)).toBe(false);
  expect(shown()).toHaveLength(6);

  stop();
  void refresh(client);
  expect(stale(listKey)).toBe(true);
  expect(shown()).toHaveLength(1);
});

test("a new record reduces a long list on the screen to its first page, which is refetched", () => {
  cachePages(...Array.from({ length: 6 }, (_, index) => [`${index}`]));
  const stop = observe();
  void refresh(client, { created: true });
  expect(shown()).toHaveLength(1);
  expect(stale(listKey)).toBe(true);
  stop();
});

/** Subscribes to the list, as a page does. */
function observe() {
  const observer = new InfiniteQueryObserver(client, {
    queryKey: listKey,
    queryFn: () => new Promise<never>(() => undefined),
    initialPageParam: 0,
    getNextPageParam: () => undefined,
    staleTime: Infinity,
  });
  return observer.subscribe(() => undefined);
}
