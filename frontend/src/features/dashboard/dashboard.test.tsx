import { screen, within } from "@testing-library/react";
import { http, HttpResponse } from "msw/http";
import { beforeEach, expect, test } from "vitest";

import { problemTexts } from "@/lib/api/problem-texts";
import { product } from "@/lib/product";
import { server, unreachable } from "@/testing/api";
import { serveCatalogue } from "@/testing/catalogue";
import { makeAuthor, makeBook } from "@/testing/records";
import { renderApp } from "@/testing/render-app";
import { labelOf } from "@/testing/app-texts";

import { statusLabels, texts } from "./texts";

const austen = makeAuthor({ id: 1, name: "Jane Austen" });
const butler = makeAuthor({ id: 2, name: "Octavia Butler" });
const kindred = makeBook({ id: 1, published_on: "1979-06-01", author: butler });
const books = [
  kindred,
  { ...kindred, id: 2, status: "draft" as const },
  makeBook({ id: 3, published_on: "1981-01-01", author: austen }),
];

const main = () => within(screen.getByRole("main"));

// All other lists are empty.
beforeEach(() => {
  server.use(http.get("/api/:list/count", () => HttpResponse.json({ count: 0 })));
});

async function openDashboard() {
  serveCatalogue({ authors: [austen, butler], books });
  const app = renderApp("/");
  await screen.findByRole("link", { name: `${labelOf("/books")} 3` });
  return app;
}

test("the dashboard counts books, authors and statuses", async () => {
  await openDashboard();
  expect(screen.getByRole("link", { name: `${labelOf("/authors")} 2` })).toBeInTheDocument();
  expect(screen.getByRole("link", { name: `${statusLabels.published} 67% 2` })).toBeInTheDocument();
  expect(screen.getByRole("link", { name: `${statusLabels.draft} 33% 1` })).toBeInTheDocument();
  expect(screen.getByRole("link", { name: `${statusLabels.out_of_print} 0% 0` })).toBeInTheDocument();
  expect(document.title).toContain(product);
});

test.each([
  [`${labelOf("/books")} 3`, "/books"],
  [`${labelOf("/authors")} 2`, "/authors"],
  [`${statusLabels.draft} 33% 1`, "/books?status=draft"],
  ["Octavia Butler 2", "/books?author_id=2"],
])("%s links to the records it counts", async (name, list) => {
  const { user, address } = await openDashboard();
  await user.click(main().getByRole("link", { name }));

  await screen.findByRole("grid");
  expect(address()).toBe(list);
});

test("the years have a chart, a text alternative, and a table that links to the books", async () => {
  const { user, address } = await openDashboard();
  const chart = await screen.findByRole("img", {
    name: texts.years.alternative(1979, 1981, 1979, `2 ${texts.noun.other}`),
  });
  expect(chart.querySelectorAll(".recharts-bar-rectangle path")).toHaveLength(2);

  await user.click(screen.getByRole("radio", { name: texts.years.table }));
  const table = within(screen.getByRole("table", { name: texts.years.title }));
  expect(table.getAllByRole("row").map((row) => row.textContent)).toEqual([
    `${texts.years.year}${texts.books}`,
    "19811",
    "19792",
  ]);
  await user.click(table.getByRole("link", { name: "1979" }));
  expect(await screen.findByText(/^2 /)).toBeInTheDocument();
  expect(address()).toBe("/books?published_on_from=1979-01-01&published_on_to=1979-12-31");
});

test("a bar of the chart links to the books of its year", async () => {
  const { user, address } = await openDashboard();
  const chart = await screen.findByRole("img");
  const [bar] = chart.querySelectorAll(".recharts-bar-rectangle path");
  if (bar) await user.click(bar);

  await screen.findByRole("grid");
  expect(address()).toBe("/books?published_on_from=1979-01-01&published_on_to=1979-12-31");
});

test("an empty catalogue shows that there are no books", async () => {
  serveCatalogue({ authors: [] });
  renderApp("/");
  expect(await screen.findByRole("link", { name: `${labelOf("/books")} 0` })).toBeInTheDocument();
  expect(await screen.findAllByText(texts.empty)).toHaveLength(3);
});

test("the dashboard shows that the statistics are unreachable, and the figures once they are back", async () => {
  serveCatalogue({ authors: [austen, butler], books });
  server.use(unreachable("get", "/api/statistics"));
  renderApp("/", { pause: 50 });
  expect(await screen.findByText(problemTexts.unanswered.title)).toBeInTheDocument();
  expect(await screen.findByRole("link", { name: `${labelOf("/books")} 3` })).toBeInTheDocument();

  serveCatalogue({ authors: [austen, butler], books });
  expect(await screen.findByRole("link", { name: `${statusLabels.draft} 33% 1` })).toBeInTheDocument();
});
