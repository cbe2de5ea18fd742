import { InfiniteQueryObserver, QueryClient } from "@tanstack/react-query";
import type { InfiniteData } from "@tanstack/react-query";
import { beforeEach, expect, test, vi } from "vitest";

import { changeRows, findRow, isLong, refreshAfterChange } from "./cached-lists";

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

const rename = (from: string, to: string) => (row: Fruit) =>
  row.name === from ? { ...row, name: to } : row;
const drop =
  (...names: string[]) =>
  (row: Fruit) =>
    names.includes(row.name) ? undefined : row;

test("a record is changed in every list, single page and on its own", () => {
  cachePages(["apple", "banana"], ["cherry"]);
  client.setQueryData([...key, "choices", ""], { items: [fruit("cherry")] });
  client.setQueryData([...key, "one", 99], fruit("cherry"));
  client.setQueryData(["stones", "one", 99], fruit("cherry"));

  const undo = changeRows(client, key, rename("cherry", "Morello"));

  expect(shown()).toEqual(["apple banana", "Morello"]);
  expect(client.getQueryData([...key, "choices", ""])).toMatchObject({
    items: [{ name: "Morello" }],
  });
  expect(client.getQueryData([...key, "one", 99])).toMatchObject({ name: "Morello" });
  expect(client.getQueryData(["stones", "one", 99])).toMatchObject({ name: "cherry" });
  undo();
  expect(shown()).toEqual(["apple banana", "cherry"]);
  expect(client.getQueryData([...key, "one", 99])).toMatchObject({ name: "cherry" });
});

test("pages that a change does not touch stay the same objects", () => {
  cachePages(["apple"], ["banana"]);
  const before = client.getQueryData<InfiniteData<unknown>>(listKey);
  changeRows(client, key, rename("banana", "plantain"));
  const after = client.getQueryData<InfiniteData<unknown>>(listKey);
  expect(after?.pages[0]).toBe(before?.pages[0]);
  expect(after?.pages[1]).not.toBe(before?.pages[1]);

  changeRows(client, key, rename("mango", "papaya"));
  expect(client.getQueryData(listKey)).toBe(after);
});

test("records that are gone come back to their places", () => {
  cachePages(["apple", "banana", "cherry"], ["date", "elder"]);
  client.setQueryData([...key, "one", 97], fruit("apple"));
  const undo = changeRows(client, key, drop("apple", "cherry", "elder"));
  expect(shown()).toEqual(["banana", "date"]);
  expect(client.getQueryData([...key, "one", 97])).toBeUndefined();
  undo();
  expect(shown()).toEqual(["apple banana cherry", "date elder"]);
  expect(client.getQueryData([...key, "one", 97])).toEqual(fruit("apple"));
});

test("taking a change back leaves alone what has changed since", () => {
  cachePages(["apple", "banana", "cherry", "date"]);
  const undoFirst = changeRows(client, key, drop("banana"));
  const undoSecond = changeRows(client, key, drop("cherry"));
  const undoThird = changeRows(client, key, rename("date", "Medjool"));
  changeRows(client, key, rename("Medjool", "Deglet"));

  undoThird();
  expect(shown()).toEqual(["apple Deglet"]);
  undoFirst();
  expect(shown()).toEqual(["apple banana Deglet"]);
  undoSecond();
  expect(shown()).toEqual(["apple banana cherry Deglet"]);
});

test("what the server brought back meanwhile is not there twice", () => {
  cachePages(["apple", "banana"]);
  const undo = changeRows(client, key, drop("apple"));
  cachePages(["apple", "banana"]);
  undo();
  expect(shown()).toEqual(["apple banana"]);
});

test("a record is found where it was loaded last", () => {
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

test("after a change short lists and figures are stale, records and long lists are not", () => {
  const stale = (queryKey: unknown[]) => client.getQueryState(queryKey)?.isInvalidated;
  const long = Array.from({ length: 6 }, (_, index) => [`${index}`]);
  cachePages(["apple"]);
  client.setQueryData([...key, "one", 97], fruit("apple"));
  client.setQueryData(["statistics"], { fruit: 1 });
  client.setQueryData(["stones", "list", {}], { pages: [], pageParams: [] });
  refreshAfterChange(client, key);

  expect(stale(listKey)).toBe(true);
  expect(stale(["statistics"])).toBe(true);
  expect(stale([...key, "one", 97])).toBe(false);
  expect(stale(["stones", "list", {}])).toBe(false);

  cachePages(...long);
  expect(isLong(client.getQueryData(listKey))).toBe(true);
  const stop = observe();
  refreshAfterChange(client, key);
  expect(stale(listKey)).toBe(false);
  expect(shown()).toHaveLength(6);

  stop();
  refreshAfterChange(client, key);
  expect(stale(listKey)).toBe(true);
  expect(shown()).toHaveLength(1);
});

/** Somebody looks at the list. */
function observe() {
  const observer = new InfiniteQueryObserver(client, {
    queryKey: listKey,
    queryFn: () => Promise.reject(new Error("loaded again")),
    initialPageParam: 0,
    getNextPageParam: () => undefined,
    staleTime: Infinity,
  });
  return observer.subscribe(() => undefined);
}
