import { expect, test } from "vitest";

import { lowered, ruleTexts } from "./rule-texts";

test.each([
  ["Title", "Enter a title"],
  ["ISBN", "Enter an ISBN"],
  ["Unit price", "Enter a unit price"],
  ["Email", "Enter an email"],
  ["Notes", "Enter notes"],
  ["Address", "Enter an address"],
  ["Status", "Enter a status"],
  ["Due on", "Enter a date"],
])("the error about a missing %s is “%s”", (label, sentence) => {
  expect(ruleTexts.missing(label)).toBe(sentence);
});

test("a label within a sentence keeps its capitals if it is an abbreviation", () => {
  expect([lowered("Publication date"), lowered("ISBN")]).toEqual(["publication date", "ISBN"]);
});
