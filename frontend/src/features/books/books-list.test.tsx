import { screen, waitFor, within } from "@testing-library/react";
import { http } from "msw/http";
import { expect, test, vi } from "vitest";

import { texts as listTexts } from "@/components/data-list/texts";
import { fieldTexts } from "@/components/fields/texts";
import { formTexts } from "@/components/form-texts";
import { texts as controlTexts } from "@/components/texts";
import { problemTexts } from "@/lib/api/problem-texts";
import { makeProblem, on, received, server, unreachable } from "@/testing/api";
import { serveCatalogue } from "@/testing/catalogue";
import { makeAuthor, makeBook } from "@/testing/records";
import { renderApp } from "@/testing/render-app";

import { statusLabels, texts } from "./texts";

const emma = makeBook({ id: 1, title: "Emma", price: "9.00" });
const kindred = makeBook({ id: 2, title: "Kindred", price: "12.50" });
const ulysses = makeBook({ id: 3, title: "Ulysses", price: "100.00" });

const searchBox = () => screen.getByRole("searchbox", { name: texts.search.label });
const columnHeader = (name: string) => screen.getByRole("columnheader", { name });
const lastQuery = () => received.filter(({ path }) => path === "/api/books").at(-1)?.query;

const dates = () =>
  screen.getByRole("button", { name: new RegExp(`^${fieldTexts.filters.by(texts.fields.published_on)}`) });

function titles() {
  const rows = screen.queryAllByRole("row").slice(1);
  return rows.map((row) => row.querySelector("a")?.textContent);
}

async function expectTitles(...expected: string[]) {
  await waitFor(() => {
    expect(titles()).toEqual(expected);
  });
}

test("a book is shown with its author, status, date and price", async () => {
  serveCatalogue({ books: [makeBook({ title: "Kindred", status: "out_of_print" })] });
  renderApp("/books");

  const row = (await screen.findByRole("link", { name: "Kindred" })).closest("tr");
  expect(row).toHaveTextContent(`KindredAuthor 1${statusLabels.out_of_print}Mar 4, 1997$12.50`);
});

test("typing a search updates the request and the address", async () => {
  serveCatalogue({ books: [emma, kindred] });
  const { user, address } = renderApp("/books");
  await expectTitles("Emma", "Kindred");

  await user.type(searchBox(), "kind");

  await expectTitles("Kindred");
  expect(address()).toBe("/books?search=kind");
  expect(lastQuery()).toEqual({ search: "kind", limit: "100" });
  expect(screen.getByText(`1 ${texts.noun.one}`)).toBeInTheDocument();
});

test("a search may consist of digits", async () => {
  serveCatalogue({ books: [emma, makeBook({ id: 2, title: "1984" })] });
  const { user, address } = renderApp("/books");
  await expectTitles("1984", "Emma");

  await user.type(searchBox(), "1984");

  await expectTitles("1984");
  expect(address()).toBe("/books?search=1984");
});

test("a search is one history entry, even if the user pauses while typing", async () => {
  serveCatalogue({ books: [emma, kindred, ulysses] });
  const { user, history, address } = renderApp("/books");
  await expectTitles("Emma", "Kindred", "Ulysses");

  await user.type(searchBox(), "s");
  await expectTitles("Ulysses");
  await user.clear(searchBox());
  await user.type(searchBox(), "em");
  await expectTitles("Emma");
  history.back();

  await expectTitles("Emma", "Kindred", "Ulysses");
  expect(address()).toBe("/books");
  expect(searchBox()).toHaveValue("");
  history.forward();
  await waitFor(() => {
    expect(searchBox()).toHaveValue("em");
  });
});

test("a search can be cleared", async () => {
  serveCatalogue({ books: [emma, kindred] });
  const { user, address } = renderApp("/books?search=emma");
  await expectTitles("Emma");

  await user.click(screen.getByRole("button", { name: controlTexts.clearSearch }));

  await expectTitles("Emma", "Kindred");
  expect(address()).toBe("/books");
});

test("an address restores the filters and the order", async () => {
  const authors = [makeAuthor({ id: 7, name: "Octavia Butler" })];
  serveCatalogue({ authors });
  renderApp(
    "/books?search=kin&author_id=7&status=draft&published_on_from=1997-01-01&published_on_to=1997-12-31&sort=-price",
  );

  expect(await screen.findByText(texts.nothingMatches.title)).toBeInTheDocument();
  const filters = {
    search: "kin",
    author_id: "7",
    status: "draft",
    published_on_from: "1997-01-01",
    published_on_to: "1997-12-31",
  };
  expect(lastQuery()).toEqual({ ...filters, sort: "-price", limit: "100" });
  expect(received.find(({ path }) => path === "/api/books/count")?.query).toEqual(filters);
  expect(searchBox()).toHaveValue("kin");
  expect(dates()).toHaveTextContent("Jan 1, 1997 – Dec 31, 1997");
  expect(screen.getByRole("radio", { name: statusLabels.draft })).toBeChecked();
  expect(await screen.findByDisplayValue("Octavia Butler")).toBeInTheDocument();
  expect(screen.getByLabelText(listTexts.sortBy)).toHaveDisplayValue(
    `${texts.fields.price}, ${fieldTexts.orders.number[1]}`,
  );
});

test("invalid parameters of an address are ignored", async () => {
  serveCatalogue({ books: [emma] });
  renderApp("/books?author_id=x&status=burnt&published_on_from=80&sort=color&page=3");

  await expectTitles("Emma");
  expect(lastQuery()).toEqual({ limit: "100" });
});

test("books are filtered by status, and each filter is a history entry", async () => {
  serveCatalogue({ books: [emma, { ...kindred, status: "draft" }] });
  const { user, history, address } = renderApp("/books");
  await expectTitles("Emma", "Kindred");

  await user.click(screen.getByRole("radio", { name: statusLabels.draft }));
  await expectTitles("Kindred");
  expect(address()).toBe("/books?status=draft");

  history.back();
  await expectTitles("Emma", "Kindred");
  expect(screen.getByRole("radio", { name: texts.filters.allStatuses })).toBeChecked();
});

test("books are filtered by a range of dates", async () => {
  serveCatalogue({ books: [emma, { ...kindred, published_on: "1997-06-01" }] });
  const { user, address } = renderApp("/books?published_on_from=1997-06-10");
  expect(await screen.findByText(texts.nothingMatches.title)).toBeInTheDocument();
  expect(dates()).toHaveTextContent(fieldTexts.filters.from("Jun 10, 1997"));

  await user.click(dates());
  await user.click(await screen.findByRole("button", { name: "1 June 1997" }));
  await user.click(screen.getByRole("button", { name: "12 June 1997" }));
  await expectTitles("Kindred");
  expect(address()).toBe("/books?published_on_from=1997-06-01&published_on_to=1997-06-12");

  const clear = fieldTexts.filters.clear(texts.fields.published_on);
  await user.click(screen.getByRole("button", { name: clear }));
  await expectTitles("Emma", "Kindred");
  expect(address()).toBe("/books");
});

test("a click on a row opens the record, but one on its controls does not", async () => {
  serveCatalogue({ books: [emma, kindred] });
  const { user, address } = renderApp("/books?search=e");
  await expectTitles("Emma", "Kindred");
  await user.click(screen.getByRole("checkbox", { name: listTexts.select("Emma") }));
  expect(address()).toBe("/books?search=e");

  await user.click(screen.getByText("$9.00"));
  expect(await screen.findByRole("heading", { name: "Emma", level: 1 })).toBeInTheDocument();
  expect(address()).toBe("/books/1?search=e");
});

test("the export has the filters and the order of the list", async () => {
  serveCatalogue({ books: [emma] });
  renderApp("/books?search=em&sort=-price");
  const link = await screen.findByRole("link", { name: listTexts.export });
  expect(link).toHaveAttribute("href", "/api/books/export?search=em&sort=-price");
});

test("books are filtered by an author chosen from a search on the server", async () => {
  const authors = [makeAuthor(), makeAuthor({ id: 2, name: "Octavia Butler" })];
  const author = { id: 2, name: "Octavia Butler" };
  serveCatalogue({ authors, books: [emma, { ...kindred, author }] });
  const { user, address } = renderApp("/books");
  await expectTitles("Emma", "Kindred");

  await user.type(
    screen.getByRole("combobox", { name: fieldTexts.filters.by(texts.fields.author_id) }),
    "butl",
  );
  await waitFor(() => {
    expect(within(screen.getByRole("listbox")).getAllByRole("option")).toHaveLength(1);
  });
  await user.click(screen.getByRole("option", { name: "Octavia Butler" }));

  await expectTitles("Kindred");
  expect(address()).toBe("/books?author_id=2");
});

test("a column header sorts by its column and reverses the order", async () => {
  serveCatalogue({ books: [emma, kindred, ulysses] });
  const { user, address } = renderApp("/books");
  await expectTitles("Emma", "Kindred", "Ulysses");
  expect(columnHeader(texts.fields.title)).toHaveAttribute("aria-sort", "ascending");

  await user.click(within(columnHeader(texts.fields.price)).getByRole("button"));
  await expectTitles("Emma", "Kindred", "Ulysses");
  expect(address()).toBe("/books?sort=price");

  await user.click(within(columnHeader(texts.fields.price)).getByRole("button"));
  await expectTitles("Ulysses", "Kindred", "Emma");
  expect(address()).toBe("/books?sort=-price");
  expect(columnHeader(texts.fields.price)).toHaveAttribute("aria-sort", "descending");
  expect(columnHeader(texts.fields.title)).toHaveAttribute("aria-sort", "none");

  await user.click(within(columnHeader(texts.fields.title)).getByRole("button"));
  await expectTitles("Emma", "Kindred", "Ulysses");
  expect(address()).toBe("/books");
});

test("a new search cancels the pending one", async () => {
  serveCatalogue({ books: [emma, kindred] });
  const started = vi.fn();
  const cancelled = vi.fn();
  server.use(
    http.get("/api/books", ({ request }) => {
      if (!request.url.includes("search=em&")) return undefined;
      started();
      request.signal.addEventListener("abort", cancelled);
      return new Promise<undefined>(() => undefined);
    }),
  );
  const { user } = renderApp("/books");
  await expectTitles("Emma", "Kindred");

  await user.type(searchBox(), "em");
  await waitFor(() => {
    expect(started).toHaveBeenCalledOnce();
  });
  await user.clear(searchBox());
  await user.type(searchBox(), "kind");
  await expectTitles("Kindred");
  expect(cancelled).toHaveBeenCalledOnce();
});

test("an empty catalogue offers to create the first book", async () => {
  serveCatalogue();
  renderApp("/books");

  expect(await screen.findByText(texts.empty.title)).toBeInTheDocument();
  expect(screen.getAllByRole("link", { name: texts.create.action })).toHaveLength(2);
  expect(screen.queryByRole("button", { name: listTexts.clearFilters })).not.toBeInTheDocument();
});

test("if nothing matches, the filters can be cleared and the order is kept", async () => {
  serveCatalogue({ books: [emma] });
  const { user, address } = renderApp("/books?search=zzz&status=draft&sort=-title");
  await screen.findByText(texts.nothingMatches.title);

  await user.click(screen.getByRole("button", { name: listTexts.clearFilters }));

  await expectTitles("Emma");
  expect(address()).toBe("/books?sort=-title");
  expect(searchBox()).toHaveValue("");
});

test("the page offers to try again if the API is unreachable, and works once it is back", async () => {
  server.use(unreachable("get", "/api/books"), unreachable("get", "/api/books/count"));
  const { user } = renderApp("/books?status=published");
  expect(await screen.findByText(problemTexts.unanswered.title)).toBeInTheDocument();

  serveCatalogue({ books: [emma] });
  await user.click(screen.getByRole("button", { name: problemTexts.again }));

  await expectTitles("Emma");
  expect(lastQuery()).toEqual({ status: "published", limit: "100" });
});

test("the page retries automatically if the API is unreachable, and keeps the search", async () => {
  server.use(unreachable("get", "/api/books"), unreachable("get", "/api/books/count"));
  const { user } = renderApp("/books", { pause: 50 });
  await screen.findByText(problemTexts.unanswered.title);
  expect(screen.queryByText(listTexts.loading)).not.toBeInTheDocument();
  await user.type(searchBox(), "em");

  serveCatalogue({ books: [emma, kindred] });
  await expectTitles("Emma");
  expect(searchBox()).toHaveValue("em");
});

test("a server error is shown as temporary", async () => {
  serveCatalogue();
  server.use(on("get", "/api/books", () => makeProblem(503, "The database is unavailable.")));
  renderApp("/books");

  expect(await screen.findByText(problemTexts.failed.title)).toBeInTheDocument();
});

test("a brief outage is retried without an error", async () => {
  serveCatalogue({ books: [emma] });
  const restarting = () => makeProblem(503, "Starting.");
  server.use(on("get", "/api/books", restarting, { once: true }));
  renderApp("/books");

  await expectTitles("Emma");
});

test("on a phone, the order is chosen from a menu", async () => {
  serveCatalogue({ books: [emma, kindred] });
  const { user, address } = renderApp("/books");
  await expectTitles("Emma", "Kindred");

  await user.selectOptions(
    screen.getByLabelText(listTexts.sortBy),
    `${texts.fields.title}, ${fieldTexts.orders.text[1]}`,
  );
  await expectTitles("Kindred", "Emma");
  expect(address()).toBe("/books?sort=-title");

  await user.selectOptions(
    screen.getByLabelText(listTexts.sortBy),
    `${texts.fields.title}, ${fieldTexts.orders.text[0]}`,
  );
  await expectTitles("Emma", "Kindred");
  expect(address()).toBe("/books");
});

test("opening and closing a form keeps the search", async () => {
  serveCatalogue({ books: [emma, kindred] });
  const { user, history, address } = renderApp("/books?search=emma");
  await user.click(await screen.findByRole("link", { name: texts.edit.action("Emma") }));

  const form = await screen.findByRole("dialog", { name: texts.edit.title });
  expect(address()).toBe("/books/1/edit?search=emma");
  await user.click(await within(form).findByRole("button", { name: formTexts.cancel }));

  await expectTitles("Emma");
  expect(address()).toBe("/books?search=emma");
  expect(screen.getByRole("link", { name: texts.edit.action("Emma") })).toHaveFocus();
  // Closing went back in the history instead of adding an entry.
  history.forward();
  await screen.findByRole("dialog", { name: texts.edit.title });
});
