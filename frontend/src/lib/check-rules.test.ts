import * as v from "valibot";
import { expect, test } from "vitest";

import { checkRules } from "./check-rules";
import { ruleTexts } from "./rule-texts";

// As the generated rules are written.
const titleRules = v.pipe(v.string(), v.minLength(1), v.maxLength(300), v.regex(/\S/));
const priceRules = v.pipe(v.string(), v.regex(/^[0-9]{1,8}(\.[0-9]{1,2})?$/));
const createRules = v.strictObject({
  title: titleRules,
  price: priceRules,
  published_on: v.pipe(v.string(), v.isoDate()),
  status: v.optional(v.picklist(["draft", "published"]), "draft"),
  notes: v.optional(v.string(), ""),
  author_id: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
const updateRules = v.strictObject({
  title: v.optional(titleRules),
  price: v.optional(priceRules),
});

const book = {
  title: "Kindred",
  price: "12.50",
  published_on: "1979-06-01",
  status: "draft",
  notes: "",
  author_id: 1,
};

const errors = (fields: object) => checkRules(createRules, { ...book, ...fields }).errors;

test("what keeps the rules is a body", () => {
  expect(checkRules(createRules, book)).toEqual({ body: book, errors: {} });
  expect(checkRules(updateRules, { price: "9.00" }).body).toEqual({ price: "9.00" });
  const { title, price, published_on, author_id } = book;
  const needed = { title, price, published_on, author_id };
  expect(checkRules(createRules, needed).body).toEqual(book);
});

test.each([
  [{ title: "" }, { title: ruleTexts.missing }],
  [{ published_on: "" }, { published_on: ruleTexts.missing }],
  [{ author_id: null }, { author_id: ruleTexts.notChosen }],
  [{ author_id: undefined }, { author_id: ruleTexts.notChosen }],
  [{ title: "x".repeat(1301) }, { title: ruleTexts.tooLong(300, 1301) }],
  [{ author_id: 0 }, { author_id: ruleTexts.tooSmall(1) }],
  [{ author_id: 1.5 }, { author_id: ruleTexts.notWhole }],
  [{ published_on: "1979-06-31x" }, { published_on: ruleTexts.notADate }],
  [{ status: "burnt" }, { status: ruleTexts.notPossible }],
  [{ price: "cheap" }, { price: ruleTexts.notInForm }],
  [
    { title: "", price: "" },
    { title: ruleTexts.missing, price: ruleTexts.missing },
  ],
])("%j is answered with %j", (fields, texts) => {
  expect(errors(fields)).toEqual(texts);
});

test("a feature says in its own words how a field is written", () => {
  const forms = { price: "A price looks like 12.50" };
  expect(checkRules(createRules, { ...book, price: "cheap" }, forms).errors).toEqual(forms);
  expect(checkRules(createRules, { ...book, price: "" }, forms).errors).toEqual({
    price: ruleTexts.missing,
  });
});
