import { screen, waitFor, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { expect, test } from "vitest";

import { away, on, received } from "@/testing/api";
import { serveCatalogue } from "@/testing/catalogue";
import { makeAuthor, makeBook, makeProblem } from "@/testing/records";
import { renderApp } from "@/testing/render-app";
import { server } from "@/testing/server";

const form = () => within(screen.getByRole("dialog"));
const field = (name: string) => form().getByLabelText(name, { selector: "input" });
const sent = (method: string) => received.filter((request) => request.method === method);

async function press(user: UserEvent, name: string) {
  await user.click(form().getByRole("button", { name }));
}

async function fillIn(user: UserEvent) {
  await user.type(await screen.findByLabelText("Title"), " Kindred ");
  await user.type(field("ISBN"), "978-0-8070-8369-7");
  await user.click(field("Author"));
  await user.click(await screen.findByRole("option", { name: "Author 1" }));
  await user.type(field("Price"), "12,50");
  await user.type(field("Publication date"), "1979-06-01");
}

async function openForm(address: string) {
  const app = renderApp(address);
  await screen.findByLabelText("Title");
  return app;
}

function expectError(name: string, text: string) {
  expect(field(name)).toBeInvalid();
  expect(field(name)).toHaveAccessibleDescription(expect.stringContaining(text) as string);
}

test("a new book is sent as the API wants it, and is in the list afterwards", async () => {
  serveCatalogue();
  const { user, address } = await openForm("/books/new");
  await fillIn(user);
  await press(user, "Create book");

  expect(await screen.findByRole("link", { name: "Kindred" })).toBeInTheDocument();
  expect(screen.getByText("“Kindred” is in the catalogue.")).toBeInTheDocument();
  expect(address()).toBe("/books");
  expect(sent("POST").map(({ body }) => body)).toEqual([
    {
      title: "Kindred",
      isbn: "9780807083697",
      author_id: 1,
      price: "12.50",
      published_on: "1979-06-01",
      status: "draft",
    },
  ]);
});

test("what is missing is asked for before anything is sent", async () => {
  serveCatalogue();
  const { user } = await openForm("/books/new");
  await press(user, "Create book");

  expectError("Title", "A book needs a title");
  expectError("ISBN", "A book needs an ISBN");
  expectError("Author", "Choose an author");
  expectError("Price", "A price looks like 12.50");
  expectError("Publication date", "Choose a date");
  expect(field("Title")).toHaveFocus();
  expect(sent("POST")).toEqual([]);
});

test("what the server says about a field is shown there, and the rest above the form", async () => {
  serveCatalogue();
  const errors = { isbn: "The check digit is wrong.", price: "Too high.", moon: "Must be full." };
  server.use(on("post", "/api/books", () => makeProblem(422, "Fields are wrong.", errors)));
  const { user } = await openForm("/books/new");
  await fillIn(user);
  await press(user, "Create book");

  await waitFor(() => {
    expectError("ISBN", "The check digit is wrong.");
  });
  expectError("Price", "Too high.");
  expect(field("ISBN")).toHaveFocus();
  expect(form().getByRole("alert")).toHaveTextContent("moon: Must be full.");
  expect(field("Title")).toHaveValue(" Kindred ");
});

test("a taken ISBN is shown at the ISBN, and goes away when it is changed", async () => {
  serveCatalogue();
  const taken = "Another book has this ISBN.";
  server.use(on("post", "/api/books", () => makeProblem(409, taken, { isbn: taken })));
  const { user } = await openForm("/books/new");
  await fillIn(user);
  await press(user, "Create book");

  await waitFor(() => {
    expectError("ISBN", taken);
  });
  expect(form().queryByRole("alert")).not.toBeInTheDocument();
  await user.type(field("ISBN"), "0");
  expect(field("ISBN")).toBeValid();
});

test("a refusal that is about no field is shown above the form", async () => {
  serveCatalogue();
  server.use(on("post", "/api/books", () => makeProblem(413, "The request is too large.")));
  const { user } = await openForm("/books/new");
  await fillIn(user);
  await press(user, "Create book");

  expect(await form().findByRole("alert")).toHaveTextContent("The request is too large.");
});

test("while the API is away nothing that was typed is lost, and sending works when it is back", async () => {
  serveCatalogue();
  const { user } = await openForm("/books/new");
  await fillIn(user);
  server.use(away("post", "/api/books"));
  await press(user, "Create book");

  expect(await form().findByRole("alert")).toHaveTextContent("The server is not answering");
  expect(field("Title")).toHaveValue(" Kindred ");
  expect(field("Author")).toHaveValue("Author 1");

  serveCatalogue();
  await press(user, "Create book");
  expect(await screen.findByRole("link", { name: "Kindred" })).toBeInTheDocument();
});

test("an impatient double click sends once", async () => {
  serveCatalogue();
  const { user } = await openForm("/books/new");
  await fillIn(user);
  await user.dblClick(form().getByRole("button", { name: "Create book" }));

  await screen.findByRole("link", { name: "Kindred" });
  expect(sent("POST")).toHaveLength(1);
});

test("only what changed of a book is sent", async () => {
  serveCatalogue({ books: [makeBook({ id: 5, title: "Kindrd" })] });
  const { user, address } = await openForm("/books/5/edit");
  expect(field("Price")).toHaveValue("12.50");
  expect(field("Publication date")).toHaveValue("1997-03-04");
  await waitFor(() => {
    expect(field("Author")).toHaveValue("Author 1");
  });

  await user.clear(field("Title"));
  await user.type(field("Title"), "Kindred");
  await press(user, "Save changes");

  expect(await screen.findByRole("link", { name: "Kindred" })).toBeInTheDocument();
  expect(sent("PATCH")).toEqual([
    { method: "PATCH", path: "/api/books/5", query: {}, body: { title: "Kindred" } },
  ]);
  expect(address()).toBe("/books");
});

test("an author is found by name on the server and given to the book", async () => {
  const authors = [makeAuthor(), makeAuthor({ id: 2, name: "Octavia Butler" })];
  serveCatalogue({ authors, books: [makeBook()] });
  const { user } = await openForm("/books/1/edit");
  await waitFor(() => {
    expect(field("Author")).toHaveValue("Author 1");
  });

  await user.clear(field("Author"));
  await user.type(field("Author"), "butl");
  await waitFor(() => {
    expect(received.at(-1)?.query.search).toBe("butl");
  });
  await user.click(await screen.findByRole("option", { name: "Octavia Butler" }));
  await press(user, "Save changes");

  expect(await screen.findByRole("cell", { name: "Octavia Butler" })).toBeInTheDocument();
  expect(sent("PATCH").map(({ body }) => body)).toEqual([{ author_id: 2 }]);
});

test("a book that was not changed is not sent", async () => {
  serveCatalogue({ books: [makeBook()] });
  const { user, address } = await openForm("/books/1/edit");
  await press(user, "Save changes");

  await waitFor(() => {
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });
  expect(address()).toBe("/books");
  expect(sent("PATCH")).toEqual([]);
});

test("a book that does not exist says so", async () => {
  serveCatalogue();
  const { user, address } = renderApp("/books/9/edit");

  expect(await screen.findByText("There is no number 9.")).toBeInTheDocument();
  expect(form().queryByRole("button", { name: "Try again" })).not.toBeInTheDocument();
  await press(user, "Close");
  await waitFor(() => {
    expect(address()).toBe("/books");
  });
});

test("a book that cannot be loaded is loaded when the API is back", async () => {
  serveCatalogue({ books: [makeBook()] });
  server.use(away("get", "/api/books/{book_id}"));
  const { user } = renderApp("/books/1/edit");
  await screen.findByRole("dialog");
  expect(await form().findByText("The server is not answering")).toBeInTheDocument();

  serveCatalogue({ books: [makeBook({ title: "Kindred" })] });
  await press(user, "Try again");
  expect(await form().findByLabelText("Title")).toHaveValue("Kindred");
});
