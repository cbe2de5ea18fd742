import { screen, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";

import { formTexts } from "@/components/form-texts";
import { problemTexts } from "@/lib/api/problem-texts";
import { received, server, unreachable } from "@/testing/api";
import { serveCatalogue } from "@/testing/catalogue";
import { makeAuthor, makeBook } from "@/testing/records";
import { renderApp } from "@/testing/render-app";

import { texts } from "./texts";

const dialog = () => within(screen.getByRole("dialog"));
const field = (name: string) => dialog().getByLabelText(name, { selector: "input" });
const versions = (name: string) => within(dialog().getByRole("radiogroup", { name }));
const changes = () => received.filter(({ method }) => method === "PATCH");
const startsWith = (text: string) => (name: string) => name.startsWith(text);
const heading = formTexts.conflict.title;

async function press(user: UserEvent, name: string) {
  await user.click(dialog().getByRole("button", { name }));
}

afterEach(() => {
  vi.useRealTimers();
});

/** Edits the title of a book, which someone else changes in the meantime. */
async function editOutdatedBook(theirs: Parameters<typeof makeBook>[0]) {
  const emma = makeBook({ title: "Emma" });
  const authors = [makeAuthor(), makeAuthor({ id: 2, name: "Octavia Butler" })];
  const catalogue = serveCatalogue({ authors, books: [emma] });
  const { user } = renderApp("/books/1/edit");
  await screen.findByDisplayValue("Emma");
  await user.type(field(texts.fields.title), "!");
  Object.assign(emma, theirs, { version: emma.version + 1 });
  return { user, catalogue, saved: () => catalogue.books[0] };
}

async function openConflict(theirs: Parameters<typeof makeBook>[0]) {
  const opened = await editOutdatedBook(theirs);
  await press(opened.user, texts.edit.submit);
  expect(await dialog().findByText(heading)).toBeInTheDocument();
  return opened;
}

test("a concurrent change is compared field by field and not overwritten", async () => {
  const author = { id: 2, name: "Octavia Butler" };
  const { saved } = await openConflict({ title: "Emma, a novel", price: "9.00", author });

  expect(dialog().getAllByRole("radiogroup")).toHaveLength(3);
  expect(
    versions(texts.fields.title).getByRole("radio", { name: `${formTexts.conflict.mine} Emma!` }),
  ).toBeChecked();
  expect(
    versions(texts.fields.title).getByRole("radio", {
      name: `${formTexts.conflict.theirs} Emma, a novel`,
    }),
  ).not.toBeChecked();
  // Fields that this user did not edit default to the other user's values.
  expect(
    versions(texts.fields.price).getByRole("radio", {
      name: `${formTexts.conflict.unchanged} $12.50`,
    }),
  ).not.toBeChecked();
  expect(
    versions(texts.fields.price).getByRole("radio", { name: `${formTexts.conflict.theirs} $9.00` }),
  ).toBeChecked();
  expect(
    await versions(texts.fields.author_id).findByRole("radio", {
      name: `${formTexts.conflict.theirs} Octavia Butler`,
    }),
  ).toBeChecked();
  expect(saved()).toMatchObject({ title: "Emma, a novel", price: "9.00", version: 2 });
});

test("the chosen values are saved over the newer version", async () => {
  const { user, saved } = await openConflict({ title: "Emma, a novel", price: "9.00" });
  await press(user, formTexts.conflict.save);

  expect(await screen.findByText(texts.done.updated("Emma!"))).toBeInTheDocument();
  expect(saved()).toMatchObject({ title: "Emma!", price: "9.00", version: 3 });
  expect(changes().at(-1)).toMatchObject({ ifMatch: '"2"', body: { title: "Emma!" } });
});

test("one button chooses all of mine, and one all of theirs", async () => {
  const { user, saved } = await openConflict({ title: "Emma, a novel", price: "9.00" });
  await press(user, formTexts.conflict.allTheirs);
  expect(
    versions(texts.fields.title).getByRole("radio", {
      name: startsWith(formTexts.conflict.theirs),
    }),
  ).toBeChecked();
  await press(user, formTexts.conflict.allMine);
  expect(
    versions(texts.fields.price).getByRole("radio", {
      name: startsWith(formTexts.conflict.unchanged),
    }),
  ).toBeChecked();
  await user.keyboard("{Control>}{Enter}{/Control}");

  expect(await screen.findByText(texts.done.updated("Emma!"))).toBeInTheDocument();
  expect(saved()).toMatchObject({ title: "Emma!", price: "12.50", version: 3 });
});

test("choosing only their values sends no request", async () => {
  const { user } = await openConflict({ title: "Emma, a novel" });
  await user.click(
    versions(texts.fields.title).getByRole("radio", {
      name: startsWith(formTexts.conflict.theirs),
    }),
  );
  await press(user, formTexts.conflict.save);

  expect(await screen.findByRole("link", { name: "Emma, a novel" })).toBeInTheDocument();
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  expect(changes()).toHaveLength(1);
});

test("going back to the form keeps the chosen values, based on the newer version", async () => {
  const { user, saved } = await openConflict({ title: "Emma, a novel", price: "9.00" });
  await press(user, formTexts.conflict.back);
  expect(field(texts.fields.title)).toHaveValue("Emma!");
  expect(field(texts.fields.price)).toHaveValue("9.00");
  await user.type(field(texts.fields.title), "!");
  await press(user, texts.edit.submit);

  expect(await screen.findByText(texts.done.updated("Emma!!"))).toBeInTheDocument();
  expect(saved()).toMatchObject({ title: "Emma!!", price: "9.00", version: 3 });
});

test("a second conflict is resolved like the first", async () => {
  const { user, catalogue } = await openConflict({ title: "Emma, a novel" });
  const [emma] = catalogue.books;
  if (emma) Object.assign(emma, { title: "Emma, abridged", version: 3 });
  await press(user, formTexts.conflict.save);

  expect(
    await versions(texts.fields.title).findByRole("radio", {
      name: `${formTexts.conflict.theirs} Emma, abridged`,
    }),
  ).toBeInTheDocument();
});

test("an identical concurrent change is not a conflict", async () => {
  const { user } = await editOutdatedBook({ title: "Emma!" });
  await press(user, texts.edit.submit);

  expect(await screen.findByText(texts.done.updated("Emma!"))).toBeInTheDocument();
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
});

test("the input is kept if the newer version cannot be loaded", async () => {
  const { user } = await editOutdatedBook({ title: "Emma, a novel" });
  server.use(unreachable("get", "/api/books/{book_id}"));
  await press(user, texts.edit.submit);

  expect(await dialog().findByRole("alert")).toHaveTextContent(problemTexts.unanswered.title);
  expect(field(texts.fields.title)).toHaveValue("Emma!");
});

test("a book that was deleted in the meantime can be created again", async () => {
  const { user, catalogue } = await editOutdatedBook({});
  catalogue.books = [];
  await press(user, texts.edit.submit);
  expect(await dialog().findByText(formTexts.gone.title)).toBeInTheDocument();
  expect(field(texts.fields.title)).toHaveValue("Emma!");

  await press(user, formTexts.gone.submit);
  expect(await screen.findByText(texts.done.created("Emma!"))).toBeInTheDocument();
  expect(catalogue.books).toMatchObject([{ title: "Emma!", price: "12.50" }]);
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
});

test("an untouched form updates to a newer version", async () => {
  const emma = makeBook({ title: "Emma" });
  const catalogue = serveCatalogue({ books: [emma] });
  const { user } = renderApp("/books");
  await screen.findByRole("link", { name: "Emma" });
  catalogue.books = [{ ...emma, title: "Emma, a novel", version: 2 }];
  // The list's data is outdated.
  vi.setSystemTime(Date.now() + 60_000);
  await user.click(screen.getByRole("link", { name: texts.edit.action("Emma") }));
  expect(await dialog().findByDisplayValue("Emma, a novel")).toBeInTheDocument();

  await user.type(field(texts.fields.title), "!");
  await press(user, texts.edit.submit);
  expect(await screen.findByText(texts.done.updated("Emma, a novel!"))).toBeInTheDocument();
  expect(changes()).toMatchObject([{ ifMatch: '"2"' }]);
});
