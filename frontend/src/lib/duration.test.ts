import { expect, test } from "vitest";

import { formatDuration, parseDuration } from "./duration";

test.each([
  ["1 h 30 min", 5400],
  ["1h30m", 5400],
  ["1.5 h", 5400],
  ["0,25h", 900],
  ["1:30", 5400],
  ["0:00:05", 5],
  [" 45 min ", 2700],
  ["90 s", 90],
  ["100 h", 360_000],
])("%j is read as %d seconds", (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

test.each(["soon", "90", "1:75", "-1 h", "1 h 1 h", "1 d", "h"])("%j is not a duration", (text) => {
  expect(parseDuration(text)).toBeNaN();
});

test.each([0, 59, 60, 3600, 5400, 3661, 360_000])("%d seconds stay the same when edited", (seconds) => {
  expect(parseDuration(formatDuration(seconds))).toBe(seconds);
});

test("a duration is shown in hours, minutes and seconds", () => {
  expect(formatDuration(5400)).toBe("1 h 30 min");
  expect(formatDuration(3605)).toBe("1 h 5 s");
  expect(formatDuration(0)).toBe("0 min");
});
