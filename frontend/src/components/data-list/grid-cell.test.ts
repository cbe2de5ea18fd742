import { expect, test } from "vitest";

import { gridStyle, isTall, placeOf } from "./grid-cell";

test.each([
  { cards: [undefined, "subtitle", "tag"] as const, tall: true },
  { cards: [undefined, "subtitle"] as const, tall: false },
  { cards: [undefined, "note", "end"] as const, tall: false },
  { cards: [undefined] as const, tall: false },
])("a card has room for three lines where it has them: $cards", ({ cards, tall }) => {
  const columns = cards.map((card) => ({ width: "1fr", ...(card && { card }) }));
  expect(isTall({ columns })).toBe(tall);
});

test("a narrow table has no track for a column that is left out there", () => {
  const columns = [{ width: "2fr" }, { width: "1fr", wide: true as const }, { width: "9rem" }];
  expect(gridStyle({ columns })).toEqual({
    "--tracks": "2.75rem 2fr 1fr 9rem 5.25rem",
    "--narrow-tracks": "2.75rem 2fr 9rem 5.25rem",
  });
  expect(columns.map((column, index) => placeOf(column, index)["data-wide"])).toEqual([
    undefined,
    true,
    undefined,
  ]);
});
