import { expect, test } from "vitest";

import { isTall } from "./grid-cell";

test.each([
  { cards: [undefined, "subtitle", "tag"] as const, tall: true },
  { cards: [undefined, "subtitle"] as const, tall: false },
  { cards: [undefined, "note", "end"] as const, tall: false },
  { cards: [undefined] as const, tall: false },
])("a card has room for three lines where it has them: $cards", ({ cards, tall }) => {
  const columns = cards.map((card) => ({ width: "1fr", ...(card && { card }) }));
  expect(isTall({ columns })).toBe(tall);
});
