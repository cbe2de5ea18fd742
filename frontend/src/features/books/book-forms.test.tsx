import { screen, waitFor, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { expect, test } from "vitest";

import { fieldTexts } from "@/components/fields/texts";
import { formTexts } from "@/components/form-texts";
import { problemTexts } from "@/lib/api/problem-texts";
import { ruleTexts } from "@/lib/rule-texts";
import { makeProblem, on, received, server, unreachable } from "@/testing/api";
import { serveCatalogue } from "@/testing/catalogue";
import { deferred } from "@/testing/deferred";
import { makeAuthor, makeBook } from "@/testing/records";
import { renderApp } from "@/testing/render-app";

import { texts } from "./texts";

const form = () => within(screen.getByRole("dialog"));
const field = (name: string) => form().getByLabelText(name, { selector: "input" });
const sent = (method: string) => received.filter((request) => request.method === method);

async function press(user: UserEvent, name: string) {
  await user.click(form().getByRole("button", { name }));
}

async function fillIn(user: UserEvent) {
  await paste(user, texts.fields.title, " Kindred ");
  await paste(user, texts.fields.isbn, "978-0-8070-8369-7");
  await user.click(field(texts.fields.author_id));
  await user.click(await screen.findByRole("option", { name: "Author 1" }));
  await paste(user, texts.fields.price, "12,50");
  await user.type(field(texts.fields.published_on), "1979-06-01");
}

async function paste(user: UserEvent, name: string, text: string) {
  await user.click(field(name));
  await user.paste(text);
}

async function openForm(address: string) {
  const app = renderApp(address);
  await waitFor(() => {
    expect(screen.getByLabelText(texts.fields.title)).toBeEnabled();
  });
  return app;
}

test("without authors, there is nothing to choose", async () => {
  serveCatalogue({ authors: [] });
  const { user } = await openForm("/books/new");
  await user.click(field(texts.fields.author_id));
  expect(await screen.findByRole("listbox")).toHaveTextContent(fieldTexts.noChoices);
});

function expectError(name: string, text: string) {
  expect(field(name)).toBeInvalid();
  expect(field(name)).toHaveAccessibleDescription(expect.stringContaining(text) as string);
}

test("a new book is sent in the API's format and appears in the list", async () => {
  serveCatalogue();
  const { user, address } = await openForm("/books/new");
  await fillIn(user);
  await press(user, texts.create.submit);

  expect(await screen.findByRole("link", { name: "Kindred" })).toBeInTheDocument();
  expect(screen.getByText(texts.done.created("Kindred"))).toBeInTheDocument();
  expect(address()).toBe("/books");
  expect(sent("POST").map(({ body }) => body)).toMatchObject([
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

test("missing fields show errors before a request is sent", async () => {
  serveCatalogue();
  const { user } = await openForm("/books/new");
  await press(user, texts.create.submit);

  expectError(texts.fields.title, ruleTexts.missing(texts.fields.title));
  expectError(texts.fields.isbn, ruleTexts.missing(texts.fields.isbn));
  expectError(texts.fields.author_id, ruleTexts.notChosen(texts.fields.author_id));
  expectError(texts.fields.price, ruleTexts.missing(texts.fields.price));
  expectError(texts.fields.published_on, ruleTexts.missing(texts.fields.published_on));
  expect(field(texts.fields.title)).toHaveFocus();
  expect(sent("POST")).toEqual([]);
});

test("leaving a field shows how it breaks the API's rules", async () => {
  serveCatalogue();
  const { user } = await openForm("/books/new");
  await paste(user, texts.fields.isbn, "12");
  await user.click(field(texts.fields.title));
  expectError(texts.fields.isbn, texts.formats.isbn);
  await user.paste("x".repeat(301));
  await user.tab();
  expectError(texts.fields.title, ruleTexts.tooLong(300, 301));

  await user.type(field(texts.fields.isbn), "3");
  expect(form().queryByText(texts.formats.isbn)).not.toBeInTheDocument();
  expect(form().queryByText(ruleTexts.missing(texts.fields.title))).not.toBeInTheDocument();
});

test("server errors appear at their fields, and the others above the form", async () => {
  serveCatalogue();
  const errors = { isbn: "The check digit is wrong.", price: "Too high.", moon: "Must be full." };
  server.use(on("post", "/api/books", () => makeProblem(422, "Fields are wrong.", errors)));
  const { user } = await openForm("/books/new");
  await fillIn(user);
  await press(user, texts.create.submit);

  await waitFor(() => {
    expectError(texts.fields.isbn, "The check digit is wrong.");
  });
  expectError(texts.fields.price, "Too high.");
  expect(field(texts.fields.isbn)).toHaveFocus();
  expect(form().getByRole("alert")).toHaveTextContent("moon: Must be full.");
  expect(field(texts.fields.title)).toHaveValue(" Kindred ");
});

test("the error about a duplicate ISBN appears at the field and disappears on a change", async () => {
  serveCatalogue();
  const taken = "Another book has this ISBN.";
  server.use(on("post", "/api/books", () => makeProblem(409, taken, { isbn: taken })));
  const { user } = await openForm("/books/new");
  await fillIn(user);
  await press(user, texts.create.submit);

  await waitFor(() => {
    expectError(texts.fields.isbn, taken);
  });
  expect(form().queryByRole("alert")).not.toBeInTheDocument();
  await user.type(field(texts.fields.isbn), "0");
  expect(field(texts.fields.isbn)).toBeValid();
});

test("a server error about no field appears above the form", async () => {
  serveCatalogue();
  server.use(on("post", "/api/books", () => makeProblem(413, "The request is too large.")));
  const { user } = await openForm("/books/new");
  await fillIn(user);
  await press(user, texts.create.submit);

  expect(await form().findByRole("alert")).toHaveTextContent("The request is too large.");
});

test("the input is kept while the API is unreachable, and can be submitted once it is back", async () => {
  serveCatalogue();
  const { user } = await openForm("/books/new");
  await fillIn(user);
  server.use(unreachable("post", "/api/books"));
  await press(user, texts.create.submit);

  expect(await form().findByRole("alert")).toHaveTextContent(problemTexts.unanswered.title);
  expect(field(texts.fields.title)).toHaveValue(" Kindred ");
  expect(field(texts.fields.author_id)).toHaveValue("Author 1");

  serveCatalogue();
  await press(user, texts.create.submit);
  expect(await screen.findByRole("link", { name: "Kindred" })).toBeInTheDocument();
});

test("submitting repeatedly sends one request", async () => {
  const catalogue = serveCatalogue({ books: [makeBook({ title: "Kindred" })] });
  const { user } = await openForm("/books/new");
  await fillIn(user);
  const response = deferred<undefined>();
  server.use(
    on("post", "/api/books", async () => {
      await response.promise;
      return { status: 201, body: catalogue.books[0] ?? makeBook() };
    }),
  );
  await user.click(field(texts.fields.title));
  await user.keyboard("{Enter}{Enter}{Control>}{Enter}{/Control}");
  await user.click(form().getByRole("button", { name: texts.create.submit }));
  await waitFor(() => {
    expect(sent("POST")).toHaveLength(1);
  });

  response.resolve(undefined);
  await screen.findByRole("link", { name: "Kindred" });
  expect(sent("POST")).toHaveLength(1);
});

test("creating a book is not retried automatically if there is no response", async () => {
  serveCatalogue();
  const { user } = await openForm("/books/new");
  await fillIn(user);
  server.use(unreachable("post", "/api/books"));
  await press(user, texts.create.submit);

  const alert = await form().findByRole("alert");
  expect(alert).toHaveTextContent(formTexts.errors.perhapsSaved);
  expect(form().getByRole("button", { name: texts.create.submit })).toHaveFocus();
  expect(sent("POST")).toEqual([]);
  serveCatalogue();
  await user.keyboard("{Enter}");
  expect(await screen.findByRole("link", { name: "Kindred" })).toBeInTheDocument();
});

test("a server error differs from no response, and the input is kept", async () => {
  serveCatalogue({ books: [makeBook({ title: "Emma" })] });
  server.use(on("patch", "/api/books/{book_id}", () => makeProblem(500, "See the log.")));
  const { user } = await openForm("/books/1/edit");
  await user.type(field(texts.fields.title), "!");
  await press(user, texts.edit.submit);

  const alert = await form().findByRole("alert");
  expect(alert).toHaveTextContent(problemTexts.failed.title);
  expect(alert).not.toHaveTextContent(formTexts.errors.perhapsSaved);
  expect(field(texts.fields.title)).toHaveValue("Emma!");
});

test("the list shows a change before the response, and reverts it if the server rejects it", async () => {
  const book = makeBook({ title: "Emma" });
  serveCatalogue({ books: [book] });
  const response = deferred<ReturnType<typeof makeProblem<409>>>();
  server.use(on("patch", "/api/books/{book_id}", () => response.promise));
  const { user } = await openForm("/books/1/edit");
  await user.type(field(texts.fields.title), "!");
  await press(user, texts.edit.submit);

  const shown = () => screen.queryByRole("link", { name: "Emma!", hidden: true });
  await waitFor(() => {
    expect(shown()).toBeInTheDocument();
  });
  response.resolve(makeProblem(409, "Taken.", { title: "This title is taken." }));
  await waitFor(() => {
    expectError(texts.fields.title, "This title is taken.");
  });
  expect(shown()).not.toBeInTheDocument();
  expect(field(texts.fields.title)).toHaveValue("Emma!");
});

test("the form opens with the list's data without waiting for the server", async () => {
  const catalogue = serveCatalogue({ books: [makeBook({ title: "Emma" })] });
  const { user } = renderApp("/books");
  await screen.findByRole("link", { name: "Emma" });
  server.use(on("get", "/api/books/{book_id}", () => new Promise(() => undefined)));
  await user.click(screen.getByRole("link", { name: texts.edit.action("Emma") }));

  expect(await form().findByDisplayValue("Emma")).toBeEnabled();
  await user.type(field(texts.fields.title), "!");
  await press(user, texts.edit.submit);
  expect(await screen.findByRole("link", { name: "Emma!" })).toBeInTheDocument();
  expect(catalogue.books).toMatchObject([{ title: "Emma!", version: 2 }]);
});

test("an edit sends only the changed fields of a book", async () => {
  serveCatalogue({ books: [makeBook({ id: 5, title: "Kindrd" })] });
  const { user, address } = await openForm("/books/5/edit");
  expect(field(texts.fields.price)).toHaveValue("12.50");
  expect(field(texts.fields.published_on)).toHaveValue("1997-03-04");
  await waitFor(() => {
    expect(field(texts.fields.author_id)).toHaveValue("Author 1");
  });

  await user.clear(field(texts.fields.title));
  await user.type(field(texts.fields.title), "Kindred");
  await press(user, texts.edit.submit);

  expect(await screen.findByRole("link", { name: "Kindred" })).toBeInTheDocument();
  expect(sent("PATCH")).toEqual([
    {
      method: "PATCH",
      path: "/api/books/5",
      query: {},
      ifMatch: '"1"',
      body: { title: "Kindred" },
    },
  ]);
  expect(address()).toBe("/books");
});

test("the author of a book is chosen by searching on the server", async () => {
  const authors = [makeAuthor(), makeAuthor({ id: 2, name: "Octavia Butler" })];
  serveCatalogue({ authors, books: [makeBook()] });
  const { user } = await openForm("/books/1/edit");
  await waitFor(() => {
    expect(field(texts.fields.author_id)).toHaveValue("Author 1");
  });

  await user.clear(field(texts.fields.author_id));
  await user.type(field(texts.fields.author_id), "butl");
  await waitFor(() => {
    expect(received.at(-1)?.query.search).toBe("butl");
  });
  await user.click(await screen.findByRole("option", { name: "Octavia Butler" }));
  await press(user, texts.edit.submit);

  expect(await screen.findByText(texts.done.updated("Book 1"))).toBeInTheDocument();
  const row = screen.getByRole("link", { name: "Book 1" }).closest("tr, [role=row]");
  expect(row).toHaveTextContent("Octavia Butler");
  expect(sent("PATCH").map(({ body }) => body)).toEqual([{ author_id: 2 }]);
});

test("submitting an unchanged book sends no request", async () => {
  serveCatalogue({ books: [makeBook()] });
  const { user, address } = await openForm("/books/1/edit");
  await press(user, texts.edit.submit);

  await waitFor(() => {
    expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  });
  expect(address()).toBe("/books");
  expect(sent("PATCH")).toEqual([]);
});

test("a missing book shows an error", async () => {
  serveCatalogue();
  const { user, address } = renderApp("/books/9/edit");

  expect(await screen.findByText("There is no record with the ID 9.")).toBeInTheDocument();
  expect(form().queryByRole("button", { name: problemTexts.again })).not.toBeInTheDocument();
  await press(user, formTexts.notFound.back(texts.noun.other));
  await waitFor(() => {
    expect(address()).toBe("/books");
  });
});

test("a book that failed to load can be loaded once the API is back", async () => {
  serveCatalogue();
  server.use(unreachable("get", "/api/books/{book_id}"));
  const { user } = renderApp("/books/1/edit");
  await screen.findByRole("dialog");
  expect(await form().findByText(problemTexts.unanswered.title)).toBeInTheDocument();

  serveCatalogue({ books: [makeBook({ title: "Kindred" })] });
  await press(user, problemTexts.again);
  expect(await form().findByDisplayValue("Kindred")).toBeEnabled();
});
