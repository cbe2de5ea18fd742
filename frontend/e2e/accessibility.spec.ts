import { texts as listTexts } from "../src/components/data-list/texts";
import { texts as bookTexts } from "../src/features/books/texts";
import { texts as dashboardTexts } from "../src/features/dashboard/texts";
import { texts as appTexts } from "../src/app/texts";
import { fieldTexts } from "../src/components/fields/texts";
import { formTexts } from "../src/components/form-texts";
import { texts as sharedTexts } from "../src/components/texts";
import { problemTexts } from "../src/lib/api/problem-texts";
import { ruleTexts } from "../src/lib/rule-texts";
import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

const pages = [
  { name: "the dashboard", address: "/", ready: dashboardTexts.mostBooks.title },
  { name: "the list of books", address: "/books", ready: "A Bridge for Every Brother" },
  { name: "the list of authors", address: "/authors", ready: "Aparna Sengupta" },
  {
    name: "a search without results",
    address: "/books?search=unheard+of",
    ready: bookTexts.nothingMatches.title,
  },
  { name: "the page of a book", address: "/books/1", ready: sharedTexts.edit },
  { name: "the form for a new book", address: "/books/new", ready: bookTexts.create.submit },
  { name: "the form for an author", address: "/authors/1/edit", ready: bookTexts.edit.submit },
];

for (const { name, address, ready } of pages) {
  test(`${name} has no accessibility violations`, async ({ page }) => {
    await page.goto(address);
    await expect(page.getByText(ready, { exact: true }).first()).toBeVisible();
    await expectAccessible(page);
  });
}

test("a list with a selection has no accessibility violations", async ({ page }) => {
  await page.goto("/books");
  await page.getByRole("checkbox", { name: listTexts.select("A Bridge for Every Brother") }).click();
  await expect(page.getByRole("region", { name: listTexts.selection })).toBeVisible();
  await expectAccessible(page);
});

test("cards and a form on a phone have no accessibility violations", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/books");
  await page.getByRole("checkbox", { name: listTexts.select("A Bridge for Every Brother") }).click();
  await expect(page.getByRole("region", { name: listTexts.selection })).toBeVisible();
  await expectAccessible(page);

  await page.goto("/books/1/edit");
  await expect(page.getByText(bookTexts.edit.submit, { exact: true }).first()).toBeVisible();
  await expectAccessible(page);
});

test("a form with errors has no accessibility violations", async ({ page }) => {
  await page.goto("/books/new");
  await page.getByRole("button", { name: bookTexts.create.submit }).click();
  await expect(page.getByText(ruleTexts.missing(bookTexts.fields.title)).first()).toBeVisible();
  await expectAccessible(page);
});

test("the confirmation of a deletion has no accessibility violations", async ({ page }) => {
  await page.goto("/books?search=bread");
  await page.getByRole("button", { name: bookTexts.remove.action("Bread in Wartime") }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessible(page);
});

test("the error about a failing API has no accessibility violations", async ({ page, api }) => {
  await api.fail("/api/books", 503);
  await page.goto("/books");
  await expect(page.getByRole("button", { name: problemTexts.again })).toBeVisible();
  await expectAccessible(page);
});

test("the command palette has no accessibility violations", async ({ page }) => {
  await page.goto("/books");
  await page.getByRole("button", { name: appTexts.palette.button }).click();
  await page.getByPlaceholder(appTexts.palette.placeholder).fill("bread");
  await expect(page.getByRole("button", { name: "Bread in Wartime", exact: true })).toBeVisible();
  await expectAccessible(page);
});

test("the list of shortcuts has no accessibility violations", async ({ page }) => {
  await page.goto("/books");
  await page.getByRole("button", { name: appTexts.shortcuts.title }).click();
  await expect(page.getByRole("dialog", { name: appTexts.shortcuts.title })).toBeVisible();
  await expectAccessible(page);
});

test("the calendar of a filter has no accessibility violations", async ({ page }) => {
  await page.goto("/books");
  const dates = fieldTexts.filters.by(bookTexts.fields.published_on);
  await page.getByRole("button", { name: dates }).click();
  await expect(page.getByRole("button", { name: fieldTexts.filters.presets.month })).toBeVisible();
  await expectAccessible(page);
});

test("a message with a button has no accessibility violations", async ({ page }) => {
  await page.goto("/books?search=bread");
  await page.getByRole("button", { name: bookTexts.remove.action("Bread in Wartime") }).click();
  await page.getByRole("dialog").getByRole("button", { name: formTexts.remove.confirm }).click();
  await expect(page.getByRole("button", { name: sharedTexts.undo })).toBeVisible();
  await expectAccessible(page);
});
