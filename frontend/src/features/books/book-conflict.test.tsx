import { screen, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";

import { away, received } from "@/testing/api";
import { serveCatalogue } from "@/testing/catalogue";
import { makeAuthor, makeBook } from "@/testing/records";
import { renderApp } from "@/testing/render-app";
import { server } from "@/testing/server";

const dialog = () => within(screen.getByRole("dialog"));
const field = (name: string) => dialog().getByLabelText(name, { selector: "input" });
const versions = (name: string) => within(dialog().getByRole("radiogroup", { name }));
const changes = () => received.filter(({ method }) => method === "PATCH");
const heading = "Somebody else changed this meanwhile";

async function press(user: UserEvent, name: string) {
  await user.click(dialog().getByRole("button", { name }));
}

afterEach(() => {
  vi.useRealTimers();
});

/** One user has typed a new title; meanwhile another one has changed the book. */
async function changeMeanwhile(theirs: Parameters<typeof makeBook>[0]) {
  const emma = makeBook({ title: "Emma" });
  const authors = [makeAuthor(), makeAuthor({ id: 2, name: "Octavia Butler" })];
  const catalogue = serveCatalogue({ authors, books: [emma] });
  const { user } = renderApp("/books/1/edit");
  await screen.findByDisplayValue("Emma");
  await user.type(field("Title"), "!");
  Object.assign(emma, theirs, { version: emma.version + 1 });
  return { user, catalogue, saved: () => catalogue.books[0] };
}

async function openConflict(theirs: Parameters<typeof makeBook>[0]) {
  const opened = await changeMeanwhile(theirs);
  await press(opened.user, "Save changes");
  expect(await dialog().findByText(heading)).toBeInTheDocument();
  return opened;
}

test("what somebody else changed meanwhile is compared, field by field, and not overwritten", async () => {
  const author = { id: 2, name: "Octavia Butler" };
  const { saved } = await openConflict({ title: "Emma, a novel", price: "9.00", author });

  expect(dialog().getAllByRole("radiogroup")).toHaveLength(3);
  expect(versions("Title").getByRole("radio", { name: "Yours Emma!" })).toBeChecked();
  expect(versions("Title").getByRole("radio", { name: "Theirs Emma, a novel" })).not.toBeChecked();
  // What this user left alone is taken from the other one.
  expect(versions("Price").getByRole("radio", { name: "As it was $12.50" })).not.toBeChecked();
  expect(versions("Price").getByRole("radio", { name: "Theirs $9.00" })).toBeChecked();
  expect(
    await versions("Author").findByRole("radio", { name: "Theirs Octavia Butler" }),
  ).toBeChecked();
  expect(saved()).toMatchObject({ title: "Emma, a novel", price: "9.00", version: 2 });
});

test("a choice between both versions is saved over the newer one", async () => {
  const { user, saved } = await openConflict({ title: "Emma, a novel", price: "9.00" });
  await press(user, "Save");

  expect(await screen.findByText("“Emma!” is saved.")).toBeInTheDocument();
  expect(saved()).toMatchObject({ title: "Emma!", price: "9.00", version: 3 });
  expect(changes().at(-1)).toMatchObject({ ifMatch: '"2"', body: { title: "Emma!" } });
});

test("all of mine and all of theirs are one press", async () => {
  const { user, saved } = await openConflict({ title: "Emma, a novel", price: "9.00" });
  await press(user, "Take all of theirs");
  expect(versions("Title").getByRole("radio", { name: /^Theirs/ })).toBeChecked();
  await press(user, "Keep all of mine");
  expect(versions("Price").getByRole("radio", { name: /^As it was/ })).toBeChecked();
  await user.keyboard("{Control>}{Enter}{/Control}");

  expect(await screen.findByText("“Emma!” is saved.")).toBeInTheDocument();
  expect(saved()).toMatchObject({ title: "Emma!", price: "12.50", version: 3 });
});

test("their version alone is nothing to save", async () => {
  const { user } = await openConflict({ title: "Emma, a novel" });
  await user.click(versions("Title").getByRole("radio", { name: /^Theirs/ }));
  await press(user, "Save");

  expect(await screen.findByRole("link", { name: "Emma, a novel" })).toBeInTheDocument();
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  expect(changes()).toHaveLength(1);
});

test("the form goes on with the choice, over the newer version", async () => {
  const { user, saved } = await openConflict({ title: "Emma, a novel", price: "9.00" });
  await press(user, "Back to the form");
  expect(field("Title")).toHaveValue("Emma!");
  expect(field("Price")).toHaveValue("9.00");
  await user.type(field("Title"), "!");
  await press(user, "Save changes");

  expect(await screen.findByText("“Emma!!” is saved.")).toBeInTheDocument();
  expect(saved()).toMatchObject({ title: "Emma!!", price: "9.00", version: 3 });
});

test("somebody who was faster twice is compared twice", async () => {
  const { user, catalogue } = await openConflict({ title: "Emma, a novel" });
  const [emma] = catalogue.books;
  if (emma) Object.assign(emma, { title: "Emma, abridged", version: 3 });
  await press(user, "Save");

  expect(
    await versions("Title").findByRole("radio", { name: "Theirs Emma, abridged" }),
  ).toBeInTheDocument();
});

test("the same change, made by somebody else, is saved", async () => {
  const { user } = await changeMeanwhile({ title: "Emma!" });
  await press(user, "Save changes");

  expect(await screen.findByText("“Emma!” is saved.")).toBeInTheDocument();
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
});

test("where the newer version cannot be loaded, nothing is lost", async () => {
  const { user } = await changeMeanwhile({ title: "Emma, a novel" });
  server.use(away("get", "/api/books/{book_id}"));
  await press(user, "Save changes");

  expect(await dialog().findByRole("alert")).toHaveTextContent("The server is not answering");
  expect(field("Title")).toHaveValue("Emma!");
});

test("a book that was deleted meanwhile can be created anew", async () => {
  const { user, catalogue } = await changeMeanwhile({});
  catalogue.books = [];
  await press(user, "Save changes");
  expect(await dialog().findByText("This was deleted meanwhile")).toBeInTheDocument();
  expect(field("Title")).toHaveValue("Emma!");

  await press(user, "Create it anew");
  expect(await screen.findByText("“Emma!” is in the catalogue.")).toBeInTheDocument();
  expect(catalogue.books).toMatchObject([{ title: "Emma!", price: "12.50" }]);
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
});

test("a form that nobody has touched follows a newer version", async () => {
  const emma = makeBook({ title: "Emma" });
  const catalogue = serveCatalogue({ books: [emma] });
  const { user } = renderApp("/books");
  await screen.findByRole("link", { name: "Emma" });
  catalogue.books = [{ ...emma, title: "Emma, a novel", version: 2 }];
  // The list is of some time ago.
  vi.setSystemTime(Date.now() + 60_000);
  await user.click(screen.getByRole("link", { name: "Edit Emma" }));
  expect(await dialog().findByDisplayValue("Emma, a novel")).toBeInTheDocument();

  await user.type(field("Title"), "!");
  await press(user, "Save changes");
  expect(await screen.findByText("“Emma, a novel!” is saved.")).toBeInTheDocument();
  expect(changes()).toMatchObject([{ ifMatch: '"2"' }]);
});
