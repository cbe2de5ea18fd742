import { expect, test, vi } from "vitest";

import { createPace, createSlots } from "./scrolling";

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

/** A page that is scrolled by so many pixels each sixtieth of a second. */
function scroll(pace: ReturnType<typeof createPace>, ...steps: number[]) {
  let [time, offset] = [0, 0];
  const clock = vi.spyOn(performance, "now").mockImplementation(() => time);
  for (const step of [0, ...steps]) {
    time += 1000 / 60;
    offset += step;
    pace.note(offset, true);
  }
  clock.mockRestore();
}

test("a turned wheel is not fast", () => {
  const pace = createPace();
  scroll(pace, 50, 50, 50);
  expect(pace.isFast()).toBe(false);
});

test("a dragged scroll bar is, upwards too", () => {
  const pace = createPace();
  scroll(pace, 4000, -3000);
  expect(pace.isFast()).toBe(true);
});

test("a single jump is not: it is where somebody wanted to be", () => {
  const pace = createPace();
  pace.note(0, false);
  pace.note(90_000, true);
  expect(pace.isFast()).toBe(false);
});

test("it stays fast until it is slow enough to read", () => {
  const pace = createPace();
  scroll(pace, 200, 60);
  expect(pace.isFast()).toBe(true);
  scroll(pace, 200, 60, 20);
  expect(pace.isFast()).toBe(false);
});

test("the end of the scrolling ends it", () => {
  const pace = createPace();
  scroll(pace, 4000, 4000);
  pace.note(8000, false);
  expect(pace.isFast()).toBe(false);
});
