import { expect, test } from "vitest";

import { parseSignInSearch, readFragment } from "./api";

test.each(["/", "/books?search=war%20time&sort=-price", "/admin/users#top"])("%s is a next page", (next) => {
  expect(parseSignInSearch({ next })).toEqual({ next });
});

test.each([
  "https://evil.example",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/.//evil.example",
  "/%2e//evil.example",
  "/books/..//evil.example",
  "javascript:alert(1)",
  "evil.example",
  " //evil.example",
  "http:evil.example",
  "",
  7,
  undefined,
])("%j is no next page: it may lead to another site", (next) => {
  expect(parseSignInSearch({ next })).toEqual({ next: undefined });
});

test.each([
  ["#token=a-b_c", { token: "a-b_c", email: undefined }],
  ["token=abc&email=ada%40example.com", { token: "abc", email: "ada@example.com" }],
  ["", { token: undefined, email: undefined }],
])("the fragment %j of a link is read", (hash, expected) => {
  expect(readFragment(hash)).toEqual(expected);
});
