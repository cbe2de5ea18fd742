import { expect, test } from "vitest";

import { authorCreateRules, bookCreateRules, bookUpdateRules } from "./api/rules";
import { checkRules } from "./check-rules";

const book = {
  title: "Kindred",
  isbn: "9780807083697",
  price: "12.50",
  published_on: "1979-06-01",
  status: "draft",
  author_id: 1,
};

const errors = (fields: object) => checkRules(bookCreateRules, { ...book, ...fields }).errors;

test("what keeps the rules is a body", () => {
  expect(checkRules(bookCreateRules, book)).toEqual({ body: book, errors: {} });
  expect(checkRules(bookUpdateRules, { price: "9.00" }).body).toEqual({ price: "9.00" });
  expect(checkRules(authorCreateRules, { name: "Jane" }).body).toEqual({
    name: "Jane",
    biography: "",
  });
});

test.each([
  [{ title: "" }, { title: "Please fill this in" }],
  [{ published_on: "" }, { published_on: "Please fill this in" }],
  [{ author_id: null }, { author_id: "Please choose one" }],
  [{ author_id: undefined }, { author_id: "Please choose one" }],
  [{ title: "x".repeat(1301) }, { title: "At most 300 characters, please: these are 1,301" }],
  [{ author_id: 0 }, { author_id: "1 or more, please" }],
  [{ author_id: 1.5 }, { author_id: "A whole number, please" }],
  [{ published_on: "1979-06-31x" }, { published_on: "This is not a date" }],
  [{ status: "burnt" }, { status: "This is not possible here" }],
  [{ price: "cheap" }, { price: "This is not written as expected" }],
  [
    { title: "", price: "" },
    { title: "Please fill this in", price: "Please fill this in" },
  ],
])("%j is answered with %j", (fields, texts) => {
  expect(errors(fields)).toEqual(texts);
});

test("a feature says in its own words how a field is written", () => {
  const forms = { price: "A price looks like 12.50" };
  expect(checkRules(bookCreateRules, { ...book, price: "cheap" }, forms).errors).toEqual(forms);
  expect(checkRules(bookCreateRules, { ...book, price: "" }, forms).errors).toEqual({
    price: "Please fill this in",
  });
});
