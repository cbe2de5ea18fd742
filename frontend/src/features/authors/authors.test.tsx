import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { expect, test, vi } from "vitest";

import { texts as listTexts } from "@/components/data-list/texts";
import { formTexts } from "@/components/form-texts";
import { problemTexts } from "@/lib/api/problem-texts";
import { ruleTexts } from "@/lib/rule-texts";
import { makeProblem, on, received, server, unreachable } from "@/testing/api";
import { serveCatalogue } from "@/testing/catalogue";
import { makeAuthor, makeBook } from "@/testing/records";
import { renderApp } from "@/testing/render-app";
import { labelOf } from "@/testing/app-texts";

import { texts } from "./texts";

const austen = makeAuthor({ id: 1, name: "Jane Austen", biography: "Wrote at a small table." });
const butler = makeAuthor({ id: 2, name: "Octavia Butler" });

const dialog = () => within(screen.getByRole("dialog"));

function names() {
  const rows = screen.queryAllByRole("row").slice(1);
  return rows.map((row) => row.querySelector("a")?.textContent);
}

async function expectNames(...expected: string[]) {
  await waitFor(() => {
    expect(names()).toEqual(expected);
  });
}

test("searching and sorting authors updates the address", async () => {
  serveCatalogue({ authors: [austen, butler] });
  const { user, address } = renderApp("/authors");
  await expectNames("Jane Austen", "Octavia Butler");

  await user.click(within(screen.getByRole("columnheader", { name: texts.fields.name })).getByRole("button"));
  await expectNames("Octavia Butler", "Jane Austen");
  await user.type(screen.getByRole("searchbox", { name: texts.search.label }), "jane");
  await expectNames("Jane Austen");

  expect(address()).toBe("/authors?sort=-name&search=jane");
  expect(received.findLast(({ path }) => path === "/api/authors")?.query).toEqual({
    sort: "-name",
    search: "jane",
    limit: "100",
  });
});

test("an empty search result offers to clear the search, and an empty list to add an author", async () => {
  serveCatalogue({ authors: [] });
  const { user, address } = renderApp("/authors?search=zzz");
  await screen.findByText(texts.nothingMatches.title);

  await user.click(screen.getByRole("button", { name: listTexts.clearFilters }));
  expect(await screen.findByText(texts.empty.title)).toBeInTheDocument();
  expect(address()).toBe("/authors");
});

test("submitting the form adds an author", async () => {
  serveCatalogue({ authors: [] });
  const { user } = renderApp("/authors/new");
  await screen.findByLabelText(texts.fields.name);
  await user.click(dialog().getByRole("button", { name: texts.create.submit }));
  expect(dialog().getByText(ruleTexts.missing(texts.fields.name))).toBeInTheDocument();

  await user.type(screen.getByLabelText(texts.fields.name), "Jane Austen{Enter}");

  await expectNames("Jane Austen");
  expect(received.find(({ method }) => method === "POST")?.body).toMatchObject({
    name: "Jane Austen",
    biography: "",
  });
});

test("Ctrl+Enter submits from any field, including a multi-line one", async () => {
  const sent = () => received.filter(({ method }) => method === "POST");
  serveCatalogue();
  const { user } = renderApp("/authors/new");
  await user.type(await screen.findByLabelText(texts.fields.name), "Jane");
  await user.type(screen.getByLabelText(formTexts.optional(texts.fields.biography)), "Wrote.{Enter}Much.");
  expect(sent()).toEqual([]);
  await user.keyboard("{Control>}{Enter}{/Control}");

  expect(await screen.findByText(texts.done.created("Jane"))).toBeInTheDocument();
  expect(sent().map(({ body }) => body)).toMatchObject([{ name: "Jane", biography: "Wrote.\nMuch." }]);
});

test("a saved form asks no question, even if the browser goes back late", async () => {
  serveCatalogue({ authors: [austen] });
  const { user, history, address } = renderApp("/authors");
  await expectNames("Jane Austen");
  await user.click(screen.getByRole("link", { name: texts.create.action }));
  const back = vi.spyOn(history, "back").mockReturnValue();
  await user.type(await screen.findByLabelText(texts.fields.name), "Octavia Butler{Enter}");

  expect(await screen.findByText(texts.done.created("Octavia Butler"))).toBeInTheDocument();
  expect(back).toHaveBeenCalledOnce();
  // The form is still open and still has the input, so any navigation could ask.
  history.push("/books");
  await waitFor(() => {
    expect(address()).toBe("/books");
  });
});

test("a server error about the name appears at the field", async () => {
  serveCatalogue();
  const errors = { name: "This is too long." };
  server.use(on("post", "/api/authors", () => makeProblem(422, "Fields are wrong.", errors)));
  const { user } = renderApp("/authors/new");
  await user.type(await screen.findByLabelText(texts.fields.name), "Jane{Enter}");

  expect(await dialog().findByText("This is too long.")).toBeInTheDocument();
  expect(screen.getByLabelText(texts.fields.name)).toBeInvalid();
  expect(dialog().queryByRole("alert")).not.toBeInTheDocument();
});

test("an edit sends only the changed fields of an author, and the books show the new name", async () => {
  const book = makeBook({ author: { id: 1, name: "Jane Austen" } });
  serveCatalogue({ authors: [{ ...austen }], books: [book] });
  const { user } = renderApp("/books");
  await screen.findByRole("gridcell", { name: "Jane Austen" });
  await user.click(screen.getByRole("link", { name: labelOf("/authors") }));
  await user.click(await screen.findByRole("link", { name: texts.edit.action("Jane Austen") }));

  await user.type(await screen.findByLabelText(texts.fields.name), "-Smith");
  await user.click(dialog().getByRole("button", { name: texts.edit.submit }));
  await expectNames("Jane Austen-Smith");
  expect(received.find(({ method }) => method === "PATCH")).toEqual({
    method: "PATCH",
    path: "/api/authors/1",
    query: {},
    ifMatch: '"1"',
    body: { name: "Jane Austen-Smith" },
  });

  await user.click(screen.getByRole("link", { name: labelOf("/books") }));
  expect(await screen.findByRole("gridcell", { name: "Jane Austen-Smith" })).toBeInTheDocument();
});

test("submitting an unchanged author sends no request, and a missing author shows an error", async () => {
  serveCatalogue({ authors: [austen] });
  const { user } = renderApp("/authors/1/edit");
  await screen.findByLabelText(texts.fields.name);
  await user.click(dialog().getByRole("button", { name: texts.edit.submit }));
  await expectNames("Jane Austen");
  expect(received.filter(({ method }) => method === "PATCH")).toEqual([]);

  cleanup();
  renderApp("/authors/9/edit");
  expect(await screen.findByText("There is no record with the ID 9.")).toBeInTheDocument();
});

test("an author links to their books", async () => {
  serveCatalogue({ authors: [austen] });
  const { user, address } = renderApp("/authors?sort=-name");
  await user.click(await screen.findByRole("link", { name: texts.books("Jane Austen") }));

  await waitFor(() => {
    expect(address()).toBe("/books?author_id=1");
  });
});

test("an author with books is not deleted, and the server's reason is shown", async () => {
  serveCatalogue({ authors: [austen] });
  const reason = "Jane Austen has 6 books.";
  server.use(on("delete", "/api/authors/{author_id}", () => makeProblem(409, reason)));
  const { user } = renderApp("/authors");
  await user.click(await screen.findByRole("button", { name: texts.remove.action("Jane Austen") }));
  await screen.findByRole("dialog");
  await user.click(dialog().getByRole("button", { name: formTexts.remove.confirm }));

  expect(await screen.findByText(reason)).toBeInTheDocument();
  await expectNames("Jane Austen");
});

test("an author without books is deleted", async () => {
  serveCatalogue({ authors: [austen, butler] });
  const { user } = renderApp("/authors");
  await user.click(await screen.findByRole("button", { name: texts.remove.action("Jane Austen") }));
  await screen.findByRole("dialog");
  await user.click(dialog().getByRole("button", { name: formTexts.remove.confirm }));

  await expectNames("Octavia Butler");
});

test("the page offers to try again if the API is unreachable", async () => {
  server.use(unreachable("get", "/api/authors"), unreachable("get", "/api/authors/count"));
  const { user } = renderApp("/authors");
  await screen.findByText(problemTexts.unanswered.title);

  serveCatalogue({ authors: [austen] });
  await user.click(screen.getByRole("button", { name: problemTexts.again }));
  await expectNames("Jane Austen");
});
