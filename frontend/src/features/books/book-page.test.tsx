import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";

import { formTexts } from "@/components/form-texts";
import { texts as sharedTexts } from "@/components/texts";
import { problemTexts } from "@/lib/api/problem-texts";
import { makeProblem, on, received, server } from "@/testing/api";
import { appTexts } from "@/testing/app-texts";
import { serveCatalogue } from "@/testing/catalogue";
import { makeAuthor, makeBook } from "@/testing/records";
import { renderApp } from "@/testing/render-app";

import { statusLabels, texts } from "./texts";

const austen = { id: 7, name: "Jane Austen" };
const emma = makeBook({ id: 1, title: "Emma", author: austen });

const heading = (name: string) => screen.findByRole("heading", { name, level: 1 });
const dialog = () => within(screen.getByRole("dialog"));

function open(address: string) {
  const catalogue = serveCatalogue({ authors: [makeAuthor(austen)], books: [{ ...emma }] });
  return { ...renderApp(address), catalogue };
}

async function remove(user: ReturnType<typeof open>["user"], button: string) {
  await user.click(await screen.findByRole("button", { name: button }));
  await screen.findByRole("dialog");
  await user.click(dialog().getByRole("button", { name: formTexts.remove.confirm }));
}

test("the page of a book shows all its fields, and its references are links", async () => {
  const { user, address } = open("/books/1");
  await heading("Emma");
  expect(screen.getByText(texts.fields.isbn).nextSibling).toHaveTextContent(emma.isbn);
  expect(screen.getByText(texts.fields.status).nextSibling).toHaveTextContent(statusLabels.published);
  expect(screen.getByText(texts.fields.price).nextSibling).toHaveTextContent("$12.50");

  await user.click(screen.getByRole("link", { name: "Jane Austen" }));
  await heading("Jane Austen");
  expect(address()).toBe("/authors/7");
});

test("the breadcrumbs lead back to the list with its search", async () => {
  const { user, address } = open("/books/1?search=em");
  await heading("Emma");
  const breadcrumbs = within(screen.getByRole("navigation", { name: sharedTexts.breadcrumbs }));
  await user.click(breadcrumbs.getByRole("link", { name: texts.title }));

  expect(await screen.findByRole("grid", { name: texts.title })).toBeInTheDocument();
  expect(address()).toBe("/books?search=em");
});

test("the form of a book opens over its page, which shows the change", async () => {
  const { user, address } = open("/books/1");
  await user.click(await screen.findByRole("link", { name: sharedTexts.edit }));
  await user.type(await screen.findByDisplayValue("Emma"), "!");
  expect(screen.queryByRole("grid", { hidden: true })).not.toBeInTheDocument();
  await user.click(dialog().getByRole("button", { name: texts.edit.submit }));

  await heading("Emma!");
  expect(address()).toBe("/books/1");
});

test("deleting a book leaves its page, and can be undone", async () => {
  const { user, address, history, catalogue } = open("/books/1");
  await remove(user, formTexts.remove.confirm);
  expect(await screen.findByText(texts.done.deleted("Emma"))).toBeInTheDocument();
  expect(address()).toBe("/books");
  expect(history.length).toBe(1); // not the one of the book, which Back would open
  expect(catalogue.books).toEqual([]);

  await user.click(screen.getByRole("button", { name: sharedTexts.undo }));
  expect(await screen.findByRole("link", { name: "Emma" })).toBeInTheDocument();
  expect(screen.getByText(texts.done.restored("Emma"))).toBeInTheDocument();
  const { title, isbn, price, published_on, status } = emma;
  expect(received.find(({ method }) => method === "POST")?.body).toMatchObject({
    ...{ title, isbn, price, published_on, status },
    author_id: 7,
  });
});

test("Ctrl+Z undoes the latest deletion", async () => {
  const { user } = open("/books");
  await remove(user, texts.remove.action("Emma"));
  await screen.findByText(texts.done.deleted("Emma"));
  await user.keyboard("{Control>}z{/Control}");

  expect(await screen.findByText(texts.done.restored("Emma"))).toBeInTheDocument();
  expect(received.filter(({ method }) => method === "POST")).toHaveLength(1);
});

test("a deletion that cannot be undone says why", async () => {
  const { user } = open("/books");
  await remove(user, texts.remove.action("Emma"));
  await screen.findByText(texts.done.deleted("Emma"));
  server.use(on("post", "/api/books", () => makeProblem(409, "Another record has the same isbn.")));
  await user.click(screen.getByRole("button", { name: sharedTexts.undo }));

  expect(await screen.findByText(formTexts.restoreFailed("Emma"))).toBeInTheDocument();
  expect(screen.getByText("Another record has the same isbn.")).toBeInTheDocument();
});

test("the message about a new record opens it", async () => {
  const { user, address } = open("/authors/new");
  await user.type(await screen.findByRole("textbox", { name: "Name" }), "Octavia Butler{Enter}");
  await user.click(await screen.findByRole("button", { name: sharedTexts.open }));

  await heading("Octavia Butler");
  expect(address()).toBe("/authors/2");
});

test("the page of a missing book leads back to the list", async () => {
  const { user, address } = open("/books/9");
  const back = formTexts.notFound.back(texts.noun.other);
  await heading(problemTexts.notFound);
  expect(document.title).toContain(problemTexts.notFound);
  await user.click(await screen.findByRole("link", { name: back }));
  await waitFor(() => {
    expect(address()).toBe("/books");
  });
});

test("the palette finds records, pages and actions", async () => {
  const { user, address } = open("/authors");
  await screen.findByRole("grid");
  await user.keyboard("{Control>}k{/Control}");
  const search = await screen.findByPlaceholderText(appTexts.palette.placeholder);
  await user.type(search, "emm");
  await user.click(await screen.findByRole("button", { name: "Emma" }));
  await heading("Emma");
  expect(address()).toBe("/books/1");

  await user.click(screen.getByRole("button", { name: appTexts.palette.button }));
  await user.type(await screen.findByPlaceholderText(appTexts.palette.placeholder), "new auth{Enter}");
  await waitFor(() => {
    expect(address()).toBe("/authors/new");
  });
});
