import { expect, test } from "vitest";

import { changedFields } from "./changes";

test("only fields that differ count as changes", () => {
  const before = { title: "Emma", price: "9.00" };
  expect(changedFields(before, { title: "Emma", price: "9.50" })).toEqual({ price: "9.50" });
  expect(changedFields(before, { ...before })).toEqual({});
});

test("lists and objects are compared by their contents", () => {
  const before = { ids: [1, 2], settings: { color: "red" }, rank: null };
  expect(changedFields(before, { ids: [1, 2], settings: { color: "red" }, rank: null })).toEqual({});
  const after = { ids: [1], settings: { color: "blue" }, rank: NaN };
  expect(changedFields<object>(before, after)).toEqual(after);
});
