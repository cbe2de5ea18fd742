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
  ["a moment", dateTime(), "2026-01-31T10:00:00Z", "Jan 31, 2026, 2:00 AM"],
  ["yes", flag(), true, "Yes"],
  ["no", flag(), false, "No"],
  ["no that could be neither", optionalFlag(), false, "No"],
  ["a choice", choice({ fair: "Fair" }), "fair", "Fair"],
])("%s reads as people write it", (_, field, stored, shown) => {
  expect(show(field, stored)).toBe(shown);
});

test.each<[string, Field]>([
  ["number", integer()],
  ["moment", dateTime()],
  ["yes or no", optionalFlag()],
  ["choice", choice({ fair: "Fair" })],
])("no %s reads as nothing", (_, field) => {
  expect(show(field, null)).toBeUndefined();
});

test("a form holds moments in the user's time zone", () => {
  vi.stubEnv("TZ", "America/St_Johns");
  const field = dateTime();
  expect(valueOf(field, "it", { it: "2026-01-31T10:00:00Z" })).toBe("2026-01-31T06:30:00");
  expect(field.write("2026-01-31T06:30")).toBe("2026-01-31T10:00:00.000Z");
});
