import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { toLocalTime, toMoment } from "./local-time";

beforeEach(() => {
  vi.stubEnv("TZ", "America/St_Johns");
});

afterEach(() => {
  vi.unstubAllEnvs();
});

test.each([
  ["2026-01-31T10:00:00Z", "2026-01-31T06:30:00"],
  ["2026-07-31T01:15:30Z", "2026-07-30T22:45:30"],
])("the timestamp %s converts to the local time %s and back", (timestamp, localTime) => {
  expect(toLocalTime(timestamp)).toBe(localTime);
  expect(toMoment(localTime)).toBe(timestamp.replace("Z", ".000Z"));
});

test("omitted seconds are 0", () => {
  expect(toMoment("2026-01-31T06:30")).toBe("2026-01-31T10:00:00.000Z");
});

test("an invalid time is returned unchanged for the rules to check", () => {
  expect(toMoment("")).toBe("");
  expect(toMoment("soon")).toBe("soon");
});
