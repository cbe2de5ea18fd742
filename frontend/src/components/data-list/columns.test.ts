import { expect, test } from "vitest";

import type { Resource } from "@/lib/api/resource";

import { date, flag, text } from "../fields/kinds";
import { resourceTexts } from "../resource-texts";
import { columnsOf, gridStyle, isTall, placeOf, sortLabelOf } from "./columns";

const list = {
  resource: { label: "title" } as Resource,
  fields: {
    isbn: text(),
    sold: flag({ column: { width: "5rem", wide: true, card: "tag" } }),
    title: text({ column: { width: "2fr" } }),
    due_on: date({ column: { width: "9rem" } }),
  },
  sorts: ["title", "-title", "due_on"] as const,
  texts: {
    ...resourceTexts({ one: "book", other: "books" }, "title"),
    fields: { sold: "Sold", title: "Title", due_on: "Due date" },
    columns: { due_on: "Due" },
    sorts: { due_on: "Soonest first" },
  },
};
const columns = columnsOf(list);

test("a list shows the fields with a column, the label first", () => {
  expect(columns.map(({ id, meta, enableSorting }) => [id, meta.label, enableSorting])).toEqual([
    ["title", "Title", true],
    ["sold", "Sold", false],
    ["due_on", "Due", true],
  ]);
});

test("sort labels use the field's label unless the texts define one", () => {
  expect(sortLabelOf(list, "-title")).toBe("Title, Z to A");
  expect(sortLabelOf(list, "due_on")).toBe("Soonest first");
});

test("a narrow table has no track for a wide column", () => {
  expect(gridStyle(columns, {})).toEqual({
    "--tracks": "2.75rem 2fr 5rem 9rem 5.25rem",
    "--narrow-tracks": "2.75rem 2fr 9rem 5.25rem",
  });
  expect(columns.map(({ meta }) => placeOf(meta))).toMatchObject([
    { "data-card": "title" },
    { "data-card": "tag", "data-wide": true, "data-label": "Sold" },
    { "data-card": "none" },
  ]);
});

test.each([
  { cards: ["title", "subtitle", "tag"] as const, tall: true },
  { cards: ["title", "subtitle"] as const, tall: false },
  { cards: ["title", "note", "end"] as const, tall: false },
  { cards: ["title"] as const, tall: false },
])("a card with $cards has tall set to $tall", ({ cards, tall }) => {
  expect(isTall(cards.map((card) => ({ meta: { width: "1fr", card } })))).toBe(tall);
});
