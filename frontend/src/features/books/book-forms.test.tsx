import { screen, waitFor, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { expect, test } from "vitest";

import { away, on, received } from "@/testing/api";
import { serveCatalogue } from "@/testing/catalogue";
import { later } from "@/testing/later";
import { makeProblem } from "@/testing/problem";
import { makeAuthor, makeBook } from "@/testing/records";
import { renderApp } from "@/testing/render-app";
import { server } from "@/testing/server";

const form = () => within(screen.getByRole("dialog"));
const field = (name: string) => form().getByLabelText(name, { selector: "input" });
const sent = (method: string) => received.filter((request) => request.method === method);

async function press(user: UserEvent, name: string) {
  await user.click(form().getByRole("button", { name }));
}

async function fillIn(user: UserEvent) {
  await paste(user, "Title", " Kindred ");
  await paste(user, "ISBN", "978-0-8070-8369-7");
  await user.click(field("Author"));
  await user.click(await screen.findByRole("option", { name: "Author 1" }));
  await paste(user, "Price", "12,50");
  await user.type(field("Publication date"), "1979-06-01");
}

async function paste(user: UserEvent, name: string, text: string) {
  await user.click(field(name));
  await user.paste(text);
}

async function openForm(address: string) {
  const app = renderApp(address);
  await waitFor(() => {
    expect(screen.getByLabelText("Title")).toBeEnabled();
  });
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

  expectError("Title", "Please fill this in");
  expectError("ISBN", "Please fill this in");
  expectError("Author", "Please choose one");
  expectError("Price", "Please fill this in");
  expectError("Publication date", "Please fill this in");
  expect(field("Title")).toHaveFocus();
  expect(sent("POST")).toEqual([]);
});

test("what breaks a rule of the API's document is said when the field is left", async () => {
  serveCatalogue();
  const { user } = await openForm("/books/new");
  await paste(user, "ISBN", "12");
  await user.click(field("Title"));
  expectError("ISBN", "An ISBN has 13 digits and begins with 978 or 979");
  await user.paste("x".repeat(301));
  await user.tab();
  expectError("Title", "At most 300 characters, please: these are 301");

  await user.type(field("ISBN"), "3");
  expect(form().queryByText(/An ISBN has 13 digits/)).not.toBeInTheDocument();
  expect(form().queryByText("Please fill this in")).not.toBeInTheDocument();
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

test("whoever is impatient sends once", async () => {
  const catalogue = serveCatalogue({ books: [makeBook({ title: "Kindred" })] });
  const { user } = await openForm("/books/new");
  await fillIn(user);
  const answer = later<undefined>();
  server.use(
    on("post", "/api/books", async () => {
      await answer.promise;
      return { status: 201, body: catalogue.books[0] ?? makeBook() };
    }),
  );
  await user.click(field("Title"));
  await user.keyboard("{Enter}{Enter}{Control>}{Enter}{/Control}");
  await user.click(form().getByRole("button", { name: "Create book" }));
  await waitFor(() => {
    expect(sent("POST")).toHaveLength(1);
  });

  answer.resolve(undefined);
  await screen.findByRole("link", { name: "Kindred" });
  expect(sent("POST")).toHaveLength(1);
});

test("Ctrl and Enter send from anywhere, also from a text of several lines", async () => {
  serveCatalogue();
  const { user } = renderApp("/authors/new");
  await user.type(await screen.findByLabelText("Name"), "Jane");
  await user.type(screen.getByLabelText("Biography (optional)"), "Wrote.{Enter}Much.");
  expect(sent("POST")).toEqual([]);
  await user.keyboard("{Control>}{Enter}{/Control}");

  expect(await screen.findByText("Jane is added.")).toBeInTheDocument();
  expect(sent("POST").map(({ body }) => body)).toEqual([
    { name: "Jane", biography: "Wrote.\nMuch." },
  ]);
});

test("a book that may have been created although nobody answered is not sent again unasked", async () => {
  serveCatalogue();
  const { user } = await openForm("/books/new");
  await fillIn(user);
  server.use(away("post", "/api/books"));
  await press(user, "Create book");

  const alert = await form().findByRole("alert");
  expect(alert).toHaveTextContent("It may have arrived all the same");
  expect(form().getByRole("button", { name: "Create book" })).toHaveFocus();
  expect(sent("POST")).toEqual([]);
  serveCatalogue();
  await user.keyboard("{Enter}");
  expect(await screen.findByRole("link", { name: "Kindred" })).toBeInTheDocument();
});

test("a mistake of the server is told apart from its absence, and nothing is lost", async () => {
  serveCatalogue({ books: [makeBook({ title: "Emma" })] });
  server.use(on("patch", "/api/books/{book_id}", () => makeProblem(500, "See the log.")));
  const { user } = await openForm("/books/1/edit");
  await user.type(field("Title"), "!");
  await press(user, "Save changes");

  const alert = await form().findByRole("alert");
  expect(alert).toHaveTextContent("The server could not do this");
  expect(alert).not.toHaveTextContent("may have arrived");
  expect(field("Title")).toHaveValue("Emma!");
});

test("the list shows a change before the server has answered, and takes it back if it is refused", async () => {
  const book = makeBook({ title: "Emma" });
  serveCatalogue({ books: [book] });
  const answer = later<ReturnType<typeof makeProblem<409>>>();
  server.use(on("patch", "/api/books/{book_id}", () => answer.promise));
  const { user } = await openForm("/books/1/edit");
  await user.type(field("Title"), "!");
  await press(user, "Save changes");

  const shown = () => screen.queryByRole("link", { name: "Emma!", hidden: true });
  await waitFor(() => {
    expect(shown()).toBeInTheDocument();
  });
  answer.resolve(makeProblem(409, "Taken.", { title: "This title is taken." }));
  await waitFor(() => {
    expectError("Title", "This title is taken.");
  });
  expect(shown()).not.toBeInTheDocument();
  expect(field("Title")).toHaveValue("Emma!");
});

test("the form opens with what the list has, without waiting for the server", async () => {
  const catalogue = serveCatalogue({ books: [makeBook({ title: "Emma" })] });
  const { user } = renderApp("/books");
  await screen.findByRole("link", { name: "Emma" });
  server.use(on("get", "/api/books/{book_id}", () => new Promise(() => undefined)));
  await user.click(screen.getByRole("link", { name: "Edit Emma" }));

  expect(await form().findByDisplayValue("Emma")).toBeEnabled();
  await user.type(field("Title"), "!");
  await press(user, "Save changes");
  expect(await screen.findByRole("link", { name: "Emma!" })).toBeInTheDocument();
  expect(catalogue.books).toMatchObject([{ title: "Emma!", version: 2 }]);
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

  expect(await screen.findByText("“Book 1” is saved.")).toBeInTheDocument();
  const row = screen.getByRole("link", { name: "Book 1" }).closest("tr, [role=row]");
  expect(row).toHaveTextContent("Octavia Butler");
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
  expect(await form().findByDisplayValue("Kindred")).toBeEnabled();
});
