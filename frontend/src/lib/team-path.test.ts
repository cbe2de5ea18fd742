import { expect, test } from "vitest";

import { readTeamPath, teamAddress } from "./team-path";

test.each([
  ["/t/acme", "/t/acme"],
  ["/t/acme/", "/t/acme"],
  ["/t/acme?search=1", "/t/acme"],
  ["/t/acme-2/books/7?sort=title#top", "/t/acme-2"],
  ["/", ""],
  ["/t", ""],
  ["/t/", ""],
  ["/t/ACME/books", ""],
  ["/books/t/acme", ""],
  ["/tea/acme", ""],
])("the team in %s is %j", (address, expected) => {
  expect(readTeamPath(address)).toBe(expected);
});

test("the address of a team is followed by that of the page", () => {
  expect(teamAddress({ slug: "acme" })).toBe("/t/acme/");
  expect(teamAddress({ slug: "acme" }, "/books?sort=title")).toBe("/t/acme/books?sort=title");
});
