import * as v from "valibot";
import { expect, test } from "vitest";

import type { Resource } from "@/lib/api/resource";
import { ruleTexts } from "@/lib/rule-texts";

import { choice, date, dateTime, money, flag, integer, optionalFlag, reference, text } from "./fields/kinds";
import { checkValues, draftOf, emptyValues, isOptional, toBody, valuesOf } from "./form-definition";
import type { FormDefinition } from "./form-definition";
import { resourceTexts } from "./resource-texts";

const authors = { nameOf: () => "An author" } as unknown as Resource;

// In the style of the generated rules.
const title = v.pipe(v.string(), v.minLength(1), v.maxLength(300), v.regex(/\S/));
const pages = v.pipe(v.number(), v.integer(), v.minValue(1));
const create = v.strictObject({
  title,
  price: v.pipe(v.string(), v.regex(/^[0-9]{1,8}(\.[0-9]{1,2})?$/)),
  published_on: v.pipe(v.string(), v.isoDate()),
  printed_at: v.nullish(v.pipe(v.string(), v.isoTimestamp())),
  status: v.optional(v.picklist(["draft", "published"]), "draft"),
  notes: v.optional(v.string(), ""),
  pages: v.nullish(pages),
  bound: v.boolean(),
  signed: v.nullish(v.boolean()),
  author_id: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
const update = v.strictObject({ title: v.optional(title), pages: v.nullish(pages) });

const definition: FormDefinition = {
  resource: authors,
  fields: {
    title: text(),
    price: money({ format: "A price looks like 12.50" }),
    published_on: date(),
    printed_at: dateTime(),
    status: choice({ draft: "Draft", published: "Published" }),
    notes: text(),
    pages: integer(),
    bound: flag(),
    signed: optionalFlag(),
    author_id: reference(authors, { from: "author" }),
  },
  rules: { create, update },
  texts: {
    ...resourceTexts({ one: "book", other: "books" }, "title"),
    fields: {
      title: "Title",
      price: "Price",
      published_on: "Publication date",
      printed_at: "Printed at",
      status: "Status",
      notes: "Notes",
      pages: "Pages",
      bound: "Bound",
      signed: "Signed",
      author_id: "Author",
    },
  },
};

const kindred = {
  title: "Kindred",
  price: "12.50",
  published_on: "1979-06-01",
  printed_at: "2026-01-31T10:00:00Z",
  status: "draft",
  notes: "",
  pages: 264,
  bound: true,
  signed: false,
  author: { id: 1 },
};
const values = valuesOf(definition, kindred);

test("a record converts to form values, and these to a request body", () => {
  expect(values).toMatchObject({ pages: "264", author_id: { id: 1 }, signed: false });
  const { author, ...body } = kindred;
  expect(toBody(definition, values)).toEqual({
    ...body,
    printed_at: "2026-01-31T10:00:00.000Z",
    author_id: author.id,
  });
  expect(checkValues(definition, values)).toEqual({});
});

test("an empty form starts with the API's defaults", () => {
  expect(emptyValues(definition)).toEqual({
    title: "",
    price: "",
    published_on: "",
    printed_at: "",
    status: "draft",
    notes: "",
    pages: "",
    bound: false,
    signed: null,
    author_id: null,
  });
});

test("an empty value is sent as null if the API accepts null", () => {
  const body = toBody(definition, { ...values, title: " ", pages: "", signed: null });
  expect(body).toMatchObject({ title: "", pages: null, signed: null });
  expect(toBody(definition, { ...values, price: " 12,50 " })).toMatchObject({ price: "12.50" });
});

test("a field is optional if it may be empty", () => {
  const optional = Object.keys(definition.fields).filter((name) => isOptional(definition, name));
  expect(optional).toEqual(["printed_at", "notes", "pages", "bound", "signed"]);
});

test.each([
  [{ title: "" }, { title: "Enter a title" }],
  [{ published_on: "" }, { published_on: "Enter a publication date" }],
  [{ author_id: null }, { author_id: "Choose an author" }],
  [{ title: "x".repeat(1301) }, { title: "Use at most 300 characters (now 1,301)" }],
  [{ pages: "0" }, { pages: ruleTexts.tooSmall(1) }],
  [{ pages: "1.5" }, { pages: ruleTexts.notWhole }],
  [{ pages: "many" }, { pages: ruleTexts.notWhole }],
  [{ published_on: "1979-06-31x" }, { published_on: ruleTexts.notADate }],
  [{ status: "burnt" }, { status: ruleTexts.notAllowed }],
  [{ price: "cheap" }, { price: "A price looks like 12.50" }],
  [
    { title: "", price: "" },
    { title: "Enter a title", price: "Enter a price" },
  ],
])("the values %j have the errors %j", (changes, errors) => {
  expect(checkValues(definition, { ...values, ...changes })).toEqual(errors);
});

test("an edit checks and sends only the changed fields", () => {
  const outdated = { ...values, price: "free" };
  expect(draftOf(definition, { ...outdated, title: "Emma" }, outdated)).toEqual({ title: "Emma" });
  expect(checkValues(definition, { ...outdated, title: "Emma" }, outdated)).toEqual({});
  expect(checkValues(definition, { ...outdated, title: "" }, outdated)).toEqual({
    title: "Enter a title",
  });
});
