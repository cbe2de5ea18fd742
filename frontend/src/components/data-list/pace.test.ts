import { expect, test, vi } from "vitest";

import { createPace } from "./pace";

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
