import { expect, test } from "vitest";

import { formatCount, formatDate, formatMoney, formatNames, formatShare } from "./format";

test.each([
  ["0.00", "$0.00"],
  ["12.50", "$12.50"],
  ["1234567.89", "$1,234,567.89"],
  // One more digit than a float has.
  ["90071992547409.93", "$90,071,992,547,409.93"],
])("the amount %s is shown as %s", (amount, shown) => {
  expect(formatMoney(amount)).toBe(shown);
});

test.each([
  ["1997-03-04", "Mar 4, 1997"],
  ["2024-02-29", "Feb 29, 2024"],
  ["2025-12-31", "Dec 31, 2025"],
])("the date %s is shown as %s in every time zone", (date, shown) => {
  expect(formatDate(date)).toBe(shown);
});

test("a count has a number and a noun in the right form", () => {
  const noun = { one: "story", other: "stories" };
  expect(formatCount(0, noun)).toBe("0 stories");
  expect(formatCount(1, noun)).toBe("1 story");
  expect(formatCount(2000, noun)).toBe("2,000 stories");
});

test("a share is a percentage, even of zero", () => {
  expect(formatShare(61, 300)).toBe("20%");
  expect(formatShare(0, 0)).toBe("0%");
});

test("a long list of names is abbreviated", () => {
  expect(formatNames(["Emma"])).toBe("Emma");
  expect(formatNames(["Emma", "Kindred"])).toBe("Emma and Kindred");
  expect(formatNames(["Emma", "Kindred", "Ulysses", "Beloved", "1984"])).toBe(
    "Emma, Kindred, Ulysses, and 2 more",
  );
});
