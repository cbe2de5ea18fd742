import { expect, test } from "vitest";

import { byCursor, rowsOf } from "./paging";

test("a row that two pages bring is there once, where it came first", () => {
  const pages = [{ items: [{ id: 2 }, { id: 1 }] }, { items: [{ id: 3 }, { id: 2 }] }];
  expect(rowsOf(pages)).toEqual([{ id: 2 }, { id: 1 }, { id: 3 }]);
});

test("the last page has no next one", () => {
  expect(byCursor.getNextPageParam({ next_cursor: "x" })).toBe("x");
  expect(byCursor.getNextPageParam({ next_cursor: null })).toBeUndefined();
});
