import { expect, test } from "vitest";

import { changedFields } from "./changes";

test("only fields that differ count as changes", () => {
  const before = { title: "Emma", price: "9.00" };
  expect(changedFields(before, { title: "Emma", price: "9.50" })).toEqual({ price: "9.50" });
  expect(changedFields(before, { ...before })).toEqual({});
});
