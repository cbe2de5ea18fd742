import type { Page } from "@playwright/test";

import { fieldTexts } from "../src/components/fields/texts";
import { texts as listTexts } from "../src/components/data-list/texts";
import { statusLabels, texts as bookTexts } from "../src/features/books/texts";
import { expectFirst, expectOnly, rows } from "./support/list";
import { section } from "./support/navigation";
import { countBooks } from "./support/records";
import { expect, test } from "./support/test";

const searchBox = (page: Page) => page.getByRole("searchbox", { name: bookTexts.search.label });
const columnHeader = (page: Page, name: string) => page.getByRole("columnheader", { name });
const status = (page: Page, name: string) => page.getByRole("radio", { name, exact: true });

test("typing a search filters the list and updates the address", async ({ page }) => {
  await page.goto("/books");
  await searchBox(page).pressSequentially("bread");

  await expectOnly(page, "Bread in Wartime");
  await expect(page).toHaveURL("/books?search=bread");
});

test("books are filtered by status and author, and each filter is a history entry", async ({ page }) => {
  await page.goto("/books");
  await status(page, statusLabels.draft).press("Space");
  await expect(page).toHaveURL("/books?status=draft");
  await expect(rows(page).filter({ hasText: statusLabels.published })).toHaveCount(0);

  await page
    .getByRole("combobox", { name: fieldTexts.filters.by(bookTexts.fields.author_id) })
    .fill("okonjo");
  await page.getByRole("option", { name: "Tobias Okonjo" }).click();
  await expectOnly(page, "What the Lagoon Keeps");

  await page.goBack();
  await expect(page).toHaveURL("/books?status=draft");
  await expect(rows(page)).not.toHaveCount(1);
  await page.goBack();
  await expect(status(page, bookTexts.filters.allStatuses)).toBeChecked();
  await expectFirst(page, "A Bridge for Every Brother");
});

test("a narrow list leaves out columns, so that there is room for the others", async ({ page }) => {
  await page.goto("/books");
  await expect(columnHeader(page, bookTexts.fields.status)).toBeVisible();
  await page.setViewportSize({ width: 820, height: 1180 });
  await expect(columnHeader(page, bookTexts.fields.status)).toBeHidden();
  await expect(columnHeader(page, bookTexts.fields.price)).toBeVisible();
});

test("a list is printed with all loaded rows, in light colors and without controls", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("/books");
  await expectFirst(page, "A Bridge for Every Brother");
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await expect(rows(page)).toHaveCount(100);
  expect((await rows(page).last().boundingBox())?.y).toBeGreaterThan(3000);
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "light");
  await expect(page.getByRole("banner")).toBeHidden();
  await expect(page.getByRole("link", { name: bookTexts.create.action })).toBeHidden();

  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
});

test("the button for a new record is beside the title or, without room, below the description", async ({
  page,
}) => {
  await page.goto("/books");
  const top = async (text: string) => (await page.getByText(text, { exact: true }).boundingBox())?.y ?? 0;
  const description = () => top(bookTexts.description);
  const button = () => top(bookTexts.create.action);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByText(bookTexts.description)).toBeVisible();
  expect(await button()).toBeLessThan(await description());
  await page.setViewportSize({ width: 240, height: 844 });
  expect(await button()).toBeGreaterThan(await description());
});

test("a filter keeps its text inside of its field, also on a small phone", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 600 });
  await page.goto("/books");
  const filter = page.getByRole("button", { name: fieldTexts.filters.by(bookTexts.fields.published_on) });
  await expect(filter).toBeVisible();
  expect(await filter.evaluate((field) => field.scrollHeight - field.clientHeight)).toBe(0);
});

test("a card shows its short values in full, also on a small phone", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 600 });
  await page.goto("/books?status=out_of_print");
  for (const column of [statusLabels.out_of_print, "Oct 26, 2026", "$13.50"]) {
    const cell = rows(page).first().getByRole("gridcell", { name: column });
    await expect(cell).toBeVisible();
    expect(await cell.evaluate((value) => value.scrollWidth - value.clientWidth), column).toBe(0);
  }
});

test("more books are loaded when scrolling near the end", async ({ page }) => {
  await page.goto("/books");
  await expect(page.getByText(listTexts.of("100", `300 ${bookTexts.noun.other}`))).toBeVisible();
  expect(await rows(page).count()).toBeLessThan(60);

  await page.keyboard.press("End");
  await expect(page.getByText(listTexts.of("200", `300 ${bookTexts.noun.other}`))).toBeVisible();
  await page.keyboard.press("End");
  await expect(page.getByText(`300 ${bookTexts.noun.other}`, { exact: true })).toBeVisible();
  await page.keyboard.press("Home");
  await expectFirst(page, "A Bridge for Every Brother");
});

test("the count of any filtered list equals the server's count", async ({ page, request }) => {
  await page.goto("/books");
  const count = page.getByRole("main").getByRole("status").first();
  await expect(count).toHaveText(listTexts.of("100", `300 ${bookTexts.noun.other}`));
  const filters: Record<string, string>[] = [
    { search: "the" },
    { search: "the", status: "draft" },
    { published_on_from: "2015-01-01", published_on_to: "2015-12-31" },
    { search: "unheard of" },
  ];
  for (const filter of filters) {
    const total = await countBooks(request, filter);
    await page.goto(`/books?${new URLSearchParams(filter).toString()}`);
    const all = `${total} book${total === 1 ? "" : "s"}`;
    await expect(count).toHaveText(total > 100 ? `100 of ${all}` : all);
    if (total > 0) {
      await expect(page.getByRole("grid")).toHaveAttribute("aria-rowcount", `${total + 1}`);
    }
  }
});

test("the previous count is dimmed while a new one is loading", async ({ page, api }) => {
  await page.goto("/books");
  await expect(page.getByText(listTexts.of("100", `300 ${bookTexts.noun.other}`))).toBeVisible();
  const release = await api.hold("/api/books/count");
  await status(page, statusLabels.published).press("Space");
  await expect(page).toHaveURL("/books?status=published");
  await expect(page.getByText(/of 300 books/)).toHaveCSS("opacity", "0.6");
  release();
  await expect(page.getByText(listTexts.of("100", `239 ${bookTexts.noun.other}`))).toHaveCSS("opacity", "1");
});

test("a shared link shows the same list, and Back restores the scroll position", async ({
  page,
  context,
}) => {
  await page.goto("/books");
  const dates = fieldTexts.filters.by(bookTexts.fields.published_on);
  await page.getByRole("button", { name: dates }).click();
  await page.getByRole("button", { name: fieldTexts.filters.presets.previousYear }).click();
  await expect(page).toHaveURL(/\/books\?published_on_from=\d{4}-01-01&published_on_to=\d{4}-12-31$/);
  await columnHeader(page, bookTexts.fields.price).getByRole("button").click();
  await expect(page).toHaveURL(/&sort=price$/);
  await expect(columnHeader(page, bookTexts.fields.price)).toHaveAttribute("aria-sort", "ascending");
  const titles = (tab: Page) => rows(tab).getByRole("link").first().allTextContents();
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(rows(other)).toHaveCount(await rows(page).count());
  expect(await titles(other)).toEqual(await titles(page));

  await page.goto("/books");
  await expect(page.getByText(listTexts.of("100", `300 ${bookTexts.noun.other}`))).toBeVisible();
  await page.evaluate(() => {
    window.scrollTo(0, 1500);
  });
  await section(page, "/authors").click();
  await expectFirst(page, "Aparna Sengupta");
  await page.goBack();
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(1500);
});

test("on a phone, the list fits the screen and the order is chosen from a menu", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/books");
  await page
    .getByRole("combobox", { name: listTexts.sortBy })
    .selectOption(`${bookTexts.fields.price}, ${fieldTexts.orders.number[0]}`);
  await expect(page).toHaveURL("/books?sort=price");

  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(await overflow()).toBeLessThanOrEqual(0);
});

test("the filtered list is exported as a file", async ({ page }) => {
  await page.goto("/books?search=bread");
  await expectOnly(page, "Bread in Wartime");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: listTexts.export }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("books.csv");
  const stream = await download.createReadStream();
  const text = Buffer.concat(await stream.toArray()).toString("utf8");
  expect(text.trim().split("\r\n")).toHaveLength(2);
  expect(text).toContain("Bread in Wartime");
});
