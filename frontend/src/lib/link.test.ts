import { expect, test } from "vitest";

import { formatLink, toLink } from "./link";

test.each([
  ["https://example.com/a?b=c#d", "https://example.com/a?b=c#d"],
  [" example.com ", "https://example.com/"],
  ["example.com:8080/a b", "https://example.com:8080/a%20b"],
  ["HTTP://exämple.com/é", "http://xn--exmple-cua.com/%C3%A9"],
  ["javascript:alert(1)", "javascript:alert(1)"],
  ["two words", "two words"],
])("%j is completed to the link %j", (text, link) => {
  expect(toLink(text)).toBe(link);
  expect(toLink(link)).toBe(link);
});

test("a link is shown without its scheme", () => {
  expect(formatLink("https://example.com/")).toBe("example.com");
  expect(formatLink("http://example.com/a/b")).toBe("example.com/a/b");
});
