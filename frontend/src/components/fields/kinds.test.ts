import { afterEach, expect, test, vi } from "vitest";

import { showValue, valueOf } from "./field";
import type { Field } from "./field";
import {
  choice,
  date,
  dateTime,
  decimal,
  duration,
  email,
  flag,
  integer,
  json,
  money,
  optionalFlag,
  text,
  time,
  url,
  uuid,
} from "./kinds";

afterEach(() => {
  vi.unstubAllEnvs();
});

const show = (field: Field, stored: unknown) => showValue(field, valueOf(field, "it", { it: stored }));

test.each<[string, Field, unknown, unknown]>([
  ["text", text(), "Emma", "Emma"],
  ["an email address", email(), "ada@example.com", "ada@example.com"],
  ["a link", url(), "https://example.com/a", "example.com/a"],
  ["a number", integer(), 12345, "12,345"],
  ["a decimal number", decimal(), "-1234.50", "-1,234.50"],
  ["an amount", money(), "12.50", "$12.50"],
  ["a date", date(), "1997-03-04", "Mar 4, 1997"],
  ["a timestamp", dateTime(), "2026-01-31T10:00:00Z", "Jan 31, 2026, 2:00 AM"],
  ["a time of day", time(), "16:30:00", "4:30 PM"],
  ["a time of day with seconds", time(), "16:30:05", "4:30 PM"],
  ["a duration", duration(), 5400, "1 h 30 min"],
  ["a UUID", uuid(), "b4d8a6f2-5c1e-4f3a-9d27-0e6c8b1a7f35", "b4d8a6f2-5c1e-4f3a-9d27-0e6c8b1a7f35"],
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

test("a form shows the seconds of a time only if there are any", () => {
  expect(valueOf(time(), "it", { it: "09:30:00" })).toBe("09:30");
  expect(valueOf(time(), "it", { it: "09:30:05" })).toBe("09:30:05");
});

test("a form shows a JSON object as text, and passes on text that is not JSON", () => {
  const field = json();
  const shown = valueOf(field, "it", { it: { color: "red" } });
  expect(shown).toBe('{\n  "color": "red"\n}');
  expect(field.write(String(shown))).toEqual({ color: "red" });
  expect(field.write("{ color")).toBe("{ color");
});

test("an email address and a link lead somewhere", () => {
  expect(email().href?.("ada@example.com")).toBe("mailto:ada@example.com");
  expect(url().href?.("https://example.com/a")).toBe("https://example.com/a");
});
