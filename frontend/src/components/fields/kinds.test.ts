import { afterEach, expect, test, vi } from "vitest";

import { showValue, valueOf } from "./field";
import type { Field } from "./field";
import { choice, date, dateTime, decimal, flag, integer, optionalFlag, text } from "./kinds";

afterEach(() => {
  vi.unstubAllEnvs();
});

const show = (field: Field, stored: unknown) => showValue(field, valueOf(field, "it", { it: stored }));

test.each<[string, Field, unknown, unknown]>([
  ["text", text(), "Emma", "Emma"],
  ["a number", integer(), 12345, "12,345"],
  ["an amount", decimal(), "12.50", "$12.50"],
  ["a date", date(), "1997-03-04", "Mar 4, 1997"],
  ["a timestamp", dateTime(), "2026-01-31T10:00:00Z", "Jan 31, 2026, 2:00 AM"],
  ["a flag that is true", flag(), true, "Yes"],
  ["a flag that is false", flag(), false, "No"],
  ["an optional flag that is false", optionalFlag(), false, "No"],
  ["a choice", choice({ fair: "Fair" }), "fair", "Fair"],
])("%s is formatted for reading", (_, field, stored, shown) => {
  expect(show(field, stored)).toBe(shown);
});

test.each<[string, Field]>([
  ["number", integer()],
  ["timestamp", dateTime()],
  ["flag", optionalFlag()],
  ["choice", choice({ fair: "Fair" })],
])("an empty %s is not shown", (_, field) => {
  expect(show(field, null)).toBeUndefined();
});

test("a form shows timestamps in the user's time zone", () => {
  vi.stubEnv("TZ", "America/St_Johns");
  const field = dateTime();
  expect(valueOf(field, "it", { it: "2026-01-31T10:00:00Z" })).toBe("2026-01-31T06:30:00");
  expect(field.write("2026-01-31T06:30")).toBe("2026-01-31T10:00:00.000Z");
});
