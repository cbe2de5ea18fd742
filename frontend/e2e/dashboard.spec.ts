import type { APIRequestContext, Page } from "@playwright/test";

import { texts as listTexts } from "../src/components/data-list/texts";
import { formTexts } from "../src/components/form-texts";
import { texts as bookTexts } from "../src/features/books/texts";
import { texts as dashboardTexts } from "../src/features/dashboard/texts";
import { rows } from "./support/list";
import { section } from "./support/navigation";
import { countBooks } from "./support/records";
import { expect, test } from "./support/test";

const figure = (page: Page, address: string, figures: RegExp) =>
  page.getByRole("main").locator(`a[href^="${address}"]`, { hasText: figures });

/** The count shown above the list. */
const listCount = (page: Page) => page.getByRole("main").getByRole("status").first();

async function latestYear(request: APIRequestContext) {
  const response = await request.get("/api/statistics");
  const { books_by_year } = (await response.json()) as { books_by_year: { year: number }[] };
  return books_by_year.at(-1);
}

test.beforeEach(async ({ page }) => {
  await page.goto("/");
  await expect(figure(page, "/books", /300$/)).toBeVisible();
});

test("a status links to as many books as it counts", async ({ page }) => {
  await figure(page, "/books?status=draft", /8% *25$/).click();
  await expect(page).toHaveURL("/books?status=draft");
  await expect(listCount(page)).toHaveText(`25 ${bookTexts.noun.other}`);
});

test("an author links to as many books as it counts", async ({ page }) => {
  await figure(page, "/books?author_id=", /^Imke Vandersteen *38$/).click();
  await expect(page).toHaveURL(/\/books\?author_id=\d+$/);
  await expect(listCount(page)).toHaveText(`38 ${bookTexts.noun.other}`);
  await expect(rows(page).filter({ hasNotText: "Imke Vandersteen" })).toHaveCount(0);
});

test("the dashboard updates its counts after a deletion", async ({ page, request }) => {
  await section(page, "/books").click();
  await page.getByRole("checkbox", { name: listTexts.select("A Bridge for Every Brother") }).click();
  await page
    .getByRole("region", { name: listTexts.selection })
    .getByRole("button", { name: listTexts.delete })
    .click();
  await page.getByRole("dialog").getByRole("button", { name: formTexts.remove.confirm }).click();
  await expect(page.getByText(listTexts.deleted(`1 ${bookTexts.noun.one}`))).toBeVisible();

  await section(page, "/").click();
  await expect(figure(page, "/books", /299$/)).toBeVisible();
  expect(await countBooks(request)).toBe(299);
});

test("a year links to its books from the chart and from the table", async ({ page, request }) => {
  const chart = page.getByRole("img").first();
  await chart.locator(".recharts-bar-rectangle path").last().click();
  await expect(page).toHaveURL(/\/books\?published_on_from=\d{4}-01-01&published_on_to=\d{4}-12-31$/);
  const address = page.url();
  const from = new URL(address).searchParams.get("published_on_from") ?? "";
  const year = from.slice(0, 4);
  expect(Number(year)).toBe((await latestYear(request))?.year);
  const count = await countBooks(request, { published_on_from: from });
  await expect(rows(page)).toHaveCount(count);

  await page.goBack();
  await page.getByRole("radio", { name: dashboardTexts.years.table }).press("Space");
  const tableRow = page.getByRole("table").getByRole("row", { name: `${year} ${count}` });
  await tableRow.getByRole("link").click();
  await expect(page).toHaveURL(address);
});
