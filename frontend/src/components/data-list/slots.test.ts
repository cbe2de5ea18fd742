import { expect, test } from "vitest";

import { createSlots } from "./slots";

const items = Array.from({ length: 100 }, (_, id) => ({ id }));
const from = (start: number, count = 4) => Array.from({ length: count }, (_, i) => start + i);
const keysOf = (slots: { key: number }[]) => slots.map(({ key }) => key);

test("after a jump the new rows have the elements of the old ones, in the same order", () => {
  const slots = createSlots();
  const before = keysOf(slots(items, from(0), false));
  expect(keysOf(slots(items, from(50), false))).toEqual(before);
});

test("a row that stays keeps its elements, and those before and after it keep their order", () => {
  const slots = createSlots();
  const [first, second, ...kept] = keysOf(slots(items, from(0), false));
  const [third, fourth, ...fresh] = keysOf(slots(items, from(2), false));
  expect([third, fourth]).toEqual(kept);
  expect(fresh).not.toContain(first);
  expect(fresh).not.toContain(second);
});

test("the row with the focus keeps its elements wherever the page is scrolled to", () => {
  const slots = createSlots();
  const [focused] = keysOf(slots(items, from(0), false));
  expect(keysOf(slots(items, [0, ...from(50)], false))[0]).toBe(focused);
  expect(keysOf(slots(items, from(0), false))[0]).toBe(focused);
});

test("a row that is deleted leaves its elements to nobody", () => {
  const slots = createSlots();
  const [deleted] = keysOf(slots(items, from(0), false));
  const rest = items.slice(1);
  expect(keysOf(slots(rest, from(0), false))).not.toContain(deleted);
});

test("to ask again changes nothing", () => {
  const slots = createSlots();
  slots(items, from(0), false);
  const once = slots(items, from(50), true);
  expect(slots(items, from(50), true)).toEqual(once);
});

test("a row that was readable stays so, and one that comes fast is passing until it is slow", () => {
  const slots = createSlots();
  const passing = (start: number, fast: boolean) =>
    slots(items, from(start), fast).map((slot) => slot.passing);
  expect(passing(0, false)).toEqual([false, false, false, false]);
  expect(passing(2, true)).toEqual([false, false, true, true]);
  expect(passing(2, false)).toEqual([false, false, false, false]);
});
