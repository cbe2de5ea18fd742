import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { expect, test, vi } from "vitest";

import { away, on, received } from "@/testing/api";
import { serveCatalogue } from "@/testing/catalogue";
import { makeProblem } from "@/testing/problem";
import { makeAuthor, makeBook } from "@/testing/records";
import { renderApp } from "@/testing/render-app";
import { server } from "@/testing/server";

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

test("authors are searched and sorted, and the address says how", async () => {
  serveCatalogue({ authors: [austen, butler] });
  const { user, address } = renderApp("/authors");
  await expectNames("Jane Austen", "Octavia Butler");

  await user.click(within(screen.getByRole("columnheader", { name: "Name" })).getByRole("button"));
  await expectNames("Octavia Butler", "Jane Austen");
  await user.type(screen.getByRole("searchbox", { name: "Search authors by name" }), "jane");
  await expectNames("Jane Austen");

  expect(address()).toBe("/authors?sort=-name&search=jane");
  expect(received.findLast(({ path }) => path === "/api/authors")?.query).toEqual({
    sort: "-name",
    search: "jane",
    limit: "100",
  });
});

test("without authors the page offers to add one; where none matches, to clear the search", async () => {
  serveCatalogue({ authors: [] });
  const { user, address } = renderApp("/authors?search=zzz");
  await screen.findByText("No authors match");

  await user.click(screen.getByRole("button", { name: "Clear filters" }));
  expect(await screen.findByText("No authors yet")).toBeInTheDocument();
  expect(address()).toBe("/authors");
});

test("a new author is added", async () => {
  serveCatalogue({ authors: [] });
  const { user } = renderApp("/authors/new");
  await screen.findByLabelText("Name");
  await user.click(dialog().getByRole("button", { name: "Create author" }));
  expect(dialog().getByText("Please fill this in")).toBeInTheDocument();

  await user.type(screen.getByLabelText("Name"), "Jane Austen{Enter}");

  await expectNames("Jane Austen");
  expect(received.find(({ method }) => method === "POST")?.body).toEqual({
    name: "Jane Austen",
    biography: "",
  });
});

test("what is saved is not asked about, however late the browser goes back", async () => {
  serveCatalogue({ authors: [austen] });
  const { user, history, address } = renderApp("/authors");
  await expectNames("Jane Austen");
  await user.click(screen.getByRole("link", { name: "New author" }));
  const back = vi.spyOn(history, "back").mockReturnValue();
  await user.type(await screen.findByLabelText("Name"), "Octavia Butler{Enter}");

  expect(await screen.findByText("Octavia Butler is added.")).toBeInTheDocument();
  expect(back).toHaveBeenCalledOnce();
  // Wherever it goes: the form is still there, with what was typed.
  history.push("/books");
  await waitFor(() => {
    expect(address()).toBe("/books");
  });
});

test("what the server says about a name is shown there", async () => {
  serveCatalogue();
  const errors = { name: "This is too long." };
  server.use(on("post", "/api/authors", () => makeProblem(422, "Fields are wrong.", errors)));
  const { user } = renderApp("/authors/new");
  await user.type(await screen.findByLabelText("Name"), "Jane{Enter}");

  expect(await dialog().findByText("This is too long.")).toBeInTheDocument();
  expect(screen.getByLabelText("Name")).toBeInvalid();
  expect(dialog().queryByRole("alert")).not.toBeInTheDocument();
});

test("only what changed of an author is sent, and the books show the new name", async () => {
  const book = makeBook({ author: { id: 1, name: "Jane Austen" } });
  serveCatalogue({ authors: [{ ...austen }], books: [book] });
  const { user } = renderApp("/books");
  await screen.findByRole("gridcell", { name: "Jane Austen" });
  await user.click(screen.getByRole("link", { name: "Authors" }));
  await user.click(await screen.findByRole("link", { name: "Edit Jane Austen" }));

  await user.type(await screen.findByLabelText("Name"), "-Smith");
  await user.click(dialog().getByRole("button", { name: "Save changes" }));
  await expectNames("Jane Austen-Smith");
  expect(received.find(({ method }) => method === "PATCH")).toEqual({
    method: "PATCH",
    path: "/api/authors/1",
    query: {},
    ifMatch: '"1"',
    body: { name: "Jane Austen-Smith" },
  });

  await user.click(screen.getByRole("link", { name: "Books" }));
  expect(await screen.findByRole("gridcell", { name: "Jane Austen-Smith" })).toBeInTheDocument();
});

test("an author who was not changed is not sent, and one who does not exist says so", async () => {
  serveCatalogue({ authors: [austen] });
  const { user } = renderApp("/authors/1/edit");
  await screen.findByLabelText("Name");
  await user.click(dialog().getByRole("button", { name: "Save changes" }));
  await expectNames("Jane Austen");
  expect(received.filter(({ method }) => method === "PATCH")).toEqual([]);

  cleanup();
  renderApp("/authors/9/edit");
  expect(await screen.findByText("There is no number 9.")).toBeInTheDocument();
});

test("an author leads to the books", async () => {
  serveCatalogue({ authors: [austen] });
  const { user, address } = renderApp("/authors?sort=-name");
  await user.click(await screen.findByRole("link", { name: "Books by Jane Austen" }));

  await screen.findByRole("heading", { name: "Books" });
  expect(address()).toBe("/books?author_id=1");
});

test("an author with books is not deleted, and the server's reason is shown", async () => {
  serveCatalogue({ authors: [austen] });
  const reason = "Jane Austen has 6 books.";
  server.use(on("delete", "/api/authors/{author_id}", () => makeProblem(409, reason)));
  const { user } = renderApp("/authors");
  await user.click(await screen.findByRole("button", { name: "Delete Jane Austen" }));
  await screen.findByRole("dialog");
  await user.click(dialog().getByRole("button", { name: "Delete" }));

  expect(await screen.findByText(reason)).toBeInTheDocument();
  await expectNames("Jane Austen");
});

test("an author without books is deleted", async () => {
  serveCatalogue({ authors: [austen, butler] });
  const { user } = renderApp("/authors");
  await user.click(await screen.findByRole("button", { name: "Delete Jane Austen" }));
  await screen.findByRole("dialog");
  await user.click(dialog().getByRole("button", { name: "Delete" }));

  await expectNames("Octavia Butler");
});

test("while the API is away the page offers to try again", async () => {
  server.use(away("get", "/api/authors"), away("get", "/api/authors/count"));
  const { user } = renderApp("/authors");
  await screen.findByText("The server is not answering");

  serveCatalogue({ authors: [austen] });
  await user.click(screen.getByRole("button", { name: "Try again" }));
  await expectNames("Jane Austen");
});
