import { expect, test } from "vitest";

import {
  filtersOf,
  hasFilters,
  parseAddress,
  readChoice,
  readDate,
  readFlag,
  readId,
  readSearch,
  readText,
  readTimeOfDay,
  readUuid,
  writeAddress,
} from "./search-params";

test("an address is parsed and written with plain values", () => {
  const search = { search: "war & peace", author_id: 7, status: undefined };
  expect(writeAddress(search)).toBe("?search=war+%26+peace&author_id=7");
  expect(parseAddress("?search=war+%26+peace&author_id=7")).toEqual({
    search: "war & peace",
    author_id: "7",
  });
  expect(writeAddress({ search: undefined })).toBe("");
});

test.each(["", "0", "-1", "1.5", "x", "9007199254740993", undefined, {}])("%j is not an id", (raw) => {
  expect(readId(raw)).toBeUndefined();
});

test.each([".,.,.,", "?", "😀", "_", " ", undefined])("%j is not a search", (raw) => {
  expect(readSearch(raw)).toBeUndefined();
});

test.each(["a", "…4", "山", "é"])("%j is a search", (raw) => {
  expect(readSearch(raw)).toBe(raw);
});

test("an id, a text and a choice are read", () => {
  expect(readId("7")).toBe(7);
  expect(readText("  war ")).toBe("war");
  expect(readText("  ")).toBeUndefined();
  expect(readChoice("b", ["a", "b"])).toBe("b");
  expect(readChoice("c", ["a", "b"])).toBeUndefined();
});

test.each([
  ["2015-01-31", "2015-01-31"],
  ["2015-01-31T10:00:00.000Z", "2015-01-31T10:00:00.000Z"],
  ["2015", undefined],
  ["2015-13-01", undefined],
  ["31/01/2015", undefined],
  [20150131, undefined],
])("%j is read as the date %j", (raw, date) => {
  expect(readDate(raw)).toBe(date);
});

test.each([
  ["09:30", "09:30"],
  ["23:59:59", "23:59:59"],
  ["24:00", undefined],
  ["9:30", undefined],
  ["2015-01-31", undefined],
])("%j is read as the time %j", (raw, time) => {
  expect(readTimeOfDay(raw)).toBe(time);
});

test("a UUID is read in lower case, and nothing else is", () => {
  const uuid = "5b0e4d3a-8c17-4f62-9a5d-1e7f3c2b6d90";
  expect([readUuid(` ${uuid.toUpperCase()}`), readUuid(uuid.slice(1)), readUuid(7)]).toEqual([
    uuid,
    undefined,
    undefined,
  ]);
});

test("a flag is true, false or undefined", () => {
  expect(["true", true, "false", "yes", undefined].map(readFlag)).toEqual([
    true,
    true,
    false,
    undefined,
    undefined,
  ]);
  expect(writeAddress({ paid: false })).toBe("?paid=false");
});

test("the order of a list is not one of its filters", () => {
  expect(filtersOf({ search: "war", sort: "-title" })).toEqual({ search: "war" });
  expect([{ sort: "-title", search: undefined }, { year: 2015 }].map(hasFilters)).toEqual([false, true]);
});
