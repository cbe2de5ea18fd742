import { act, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";

import { texts as listTexts } from "@/components/data-list/texts";
import { problemTexts } from "@/lib/api/problem-texts";
import { makeProblem, on, received, server, unreachable } from "@/testing/api";
import { simulateBrowser } from "@/testing/browser";
import { serveCatalogue } from "@/testing/catalogue";
import { deferred } from "@/testing/deferred";
import { makeBook } from "@/testing/records";
import { renderApp } from "@/testing/render-app";

import { statusLabels, texts } from "./texts";

const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const title = `Book ${String(index + 1).padStart(4, "0")}`;
    return makeBook({ id: index + 1, title });
  });
const pages = () => received.filter(({ path }) => path === "/api/books");
const rows = () => document.querySelectorAll("tr[data-index]");

function scrollToEnd() {
  act(() => {
    window.scrollTo({ top: 1_000_000 });
  });
}

test("a long list renders only the rows near the viewport", async () => {
  serveCatalogue({ books: numbered(300) });
  renderApp("/books");
  expect(await screen.findByText(listTexts.of("100", `300 ${texts.noun.other}`))).toBeInTheDocument();

  expect(rows().length).toBeLessThan(40);
  const grid = screen.getByRole("grid", { name: texts.title });
  expect(grid).toHaveAttribute("aria-rowcount", "301");
  const row = screen.getByRole("link", { name: "Book 0001" }).closest("tr");
  expect(row).toHaveAttribute("aria-rowindex", "2");
});

test("the next page is loaded only when scrolling near the end", async () => {
  serveCatalogue({ books: numbered(230) });
  const { address } = renderApp("/books");
  await screen.findByText(listTexts.of("100", `230 ${texts.noun.other}`));
  expect(pages()).toHaveLength(1);

  scrollToEnd();
  expect(await screen.findByText(listTexts.of("200", `230 ${texts.noun.other}`))).toBeInTheDocument();
  scrollToEnd();
  expect(await screen.findByText(`230 ${texts.noun.other}`)).toBeInTheDocument();
  expect(screen.getByRole("grid")).toHaveAttribute("aria-rowcount", "231");
  expect(pages()).toHaveLength(3);
  expect(address()).toBe("/books");
});

test("without a count, the page shows only the number of loaded books", async () => {
  serveCatalogue({ books: numbered(230) });
  server.use(on("get", "/api/books/count", () => makeProblem(500, "Unexpected error.")));
  renderApp("/books");

  expect(await screen.findByText(listTexts.first(`100 ${texts.noun.other}`))).toBeInTheDocument();
  expect(screen.getByRole("grid")).toHaveAttribute("aria-rowcount", "-1");
});

test("the count of other filters is never shown with the books of these", async () => {
  serveCatalogue({ books: numbered(230) });
  const { user } = renderApp("/books");
  await screen.findByText(listTexts.of("100", `230 ${texts.noun.other}`));
  const page = deferred<{ status: 200; body: { items: never[]; next_cursor: null } }>();
  server.use(on("get", "/api/books", () => page.promise));

  await user.click(screen.getByRole("radio", { name: statusLabels.draft }));
  await waitFor(() => {
    expect(received.at(-1)?.query).toMatchObject({ status: "draft" });
  });
  expect(screen.getByText(listTexts.of("100", `230 ${texts.noun.other}`))).toBeInTheDocument();
  page.resolve({ status: 200, body: { items: [], next_cursor: null } });
  expect(await screen.findByText(`0 ${texts.noun.other}`)).toBeInTheDocument();
});

test("a page that fails to load keeps the list and can be retried", async () => {
  serveCatalogue({ books: numbered(120) });
  const { user } = renderApp("/books");
  await screen.findByText(listTexts.of("100", `120 ${texts.noun.other}`));

  server.use(unreachable("get", "/api/books"));
  scrollToEnd();
  expect(await screen.findByRole("alert")).toHaveTextContent(problemTexts.unanswered.title);
  expect(screen.getByText(listTexts.of("100", `120 ${texts.noun.other}`))).toBeInTheDocument();

  serveCatalogue({ books: numbered(120) });
  await user.click(screen.getByRole("button", { name: problemTexts.again }));
  expect(await screen.findByText(`120 ${texts.noun.other}`)).toBeInTheDocument();
  expect(screen.queryByRole("alert")).not.toBeInTheDocument();
});

test("an invalid cursor restarts the list", async () => {
  serveCatalogue({ books: numbered(120) });
  const { user } = renderApp("/books");
  await screen.findByText(listTexts.of("100", `120 ${texts.noun.other}`));
  server.use(on("get", "/api/books", () => makeProblem(422, "The cursor belongs to another list.")));
  scrollToEnd();
  await screen.findByRole("alert");

  serveCatalogue({ books: numbered(120) });
  received.length = 0;
  await user.click(screen.getByRole("button", { name: problemTexts.again }));
  expect(await screen.findByText(`120 ${texts.noun.other}`)).toBeInTheDocument();
  expect(pages()[0]?.query).toEqual({ limit: "100" });
});

test("a page that fails to load is retried automatically", async () => {
  serveCatalogue({ books: numbered(120) });
  renderApp("/books", { pause: 50 });
  await screen.findByText(listTexts.of("100", `120 ${texts.noun.other}`));
  server.use(unreachable("get", "/api/books"));
  scrollToEnd();
  await screen.findByRole("alert");

  serveCatalogue({ books: numbered(120) });
  expect(await screen.findByText(`120 ${texts.noun.other}`)).toBeInTheDocument();
});

test("changing the filters scrolls to the top", async () => {
  serveCatalogue({ books: numbered(120) });
  const { user } = renderApp("/books");
  await screen.findByText(listTexts.of("100", `120 ${texts.noun.other}`));
  scrollToEnd();

  await user.click(screen.getByRole("radio", { name: statusLabels.published }));
  await waitFor(() => {
    expect(window.scrollY).toBe(0);
  });
});

test("on a phone, rows are taller and fewer", async () => {
  simulateBrowser({ phone: true });
  serveCatalogue({ books: numbered(120) });
  renderApp("/books");
  await screen.findByText(listTexts.of("100", `120 ${texts.noun.other}`));

  expect(screen.getByRole("link", { name: "Book 0001" }).closest("tr")).toHaveStyle({
    height: "100px",
  });
  expect(rows().length).toBeLessThan(20);
});
