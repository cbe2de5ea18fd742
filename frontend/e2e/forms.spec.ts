import type { Page } from "@playwright/test";

import { texts as authorTexts } from "../src/features/authors/texts";
import { texts as bookTexts } from "../src/features/books/texts";
import { row } from "./support/list";
import { expect, test } from "./support/test";

/** Finds the input of a field, whose list of options has the same label. */
const field = (page: Page, name: string) =>
  page.getByLabel(name, { exact: true }).and(page.locator("input, textarea"));
const create = (page: Page) => page.getByRole("button", { name: bookTexts.create.submit });

async function fillIn(page: Page, { isbn = "978-0-8070-8369-7" } = {}) {
  await field(page, bookTexts.fields.title).fill("Kindred");
  await field(page, bookTexts.fields.isbn).fill(isbn);
  await field(page, bookTexts.fields.author_id).fill("okonjo");
  await page.getByRole("option", { name: "Tobias Okonjo" }).click();
  await field(page, bookTexts.fields.price).fill("12,50");
  await field(page, bookTexts.fields.published_on).fill("1979-06-01");
}

async function expectError(page: Page, name: string, text: string) {
  await expect(field(page, name)).toHaveAttribute("aria-invalid", "true");
  await expect(field(page, name)).toHaveAccessibleDescription(new RegExp(text));
}

test("a new book appears in the list", async ({ page }) => {
  await page.goto("/books?search=kindred");
  await page.getByRole("link", { name: bookTexts.create.action }).first().click();
  await fillIn(page);
  await create(page).click();

  await expect(page.getByText(bookTexts.done.created("Kindred"))).toBeVisible();
  await expect(page).toHaveURL("/books?search=kindred");
  await expect(row(page, "Kindred")).toContainText("Tobias Okonjo");
  await expect(row(page, "Kindred")).toContainText("$12.50");
  await expect(row(page, "Kindred")).toContainText("Jun 1, 1979");
});

test("a field error from the server appears at the field and can be corrected", async ({ page }) => {
  await page.goto("/books/new");
  await fillIn(page, { isbn: "9780807083690" });
  await create(page).click();
  await expectError(page, bookTexts.fields.isbn, "The last digit does not match");

  await field(page, bookTexts.fields.isbn).fill("9789937001045"); // the ISBN of The Lamplighter's Ledger
  await create(page).click();
  await expectError(page, bookTexts.fields.isbn, "This ISBN already exists");
  await expect(field(page, bookTexts.fields.isbn)).toBeFocused();
  await expect(field(page, bookTexts.fields.title)).toHaveValue("Kindred");

  await field(page, bookTexts.fields.isbn).fill("9780807083697");
  await create(page).click();
  await expect(page.getByText(bookTexts.done.created("Kindred"))).toBeVisible();
});

test("an edited book is updated in the list", async ({ page }) => {
  await page.goto("/books?search=bread");
  await page.getByRole("link", { name: bookTexts.edit.action("Bread in Wartime") }).click();
  await field(page, bookTexts.fields.title).fill("Bread in Peacetime");
  await page.getByRole("button", { name: bookTexts.edit.submit }).click();

  await expect(page.getByText(bookTexts.done.updated("Bread in Peacetime"))).toBeVisible();
  await expect(row(page, "Bread in Peacetime")).toBeVisible();
});

test("an author can be created with the keyboard alone", async ({ page }) => {
  await page.goto("/authors");
  await page.getByRole("link", { name: authorTexts.create.action }).focus();
  await page.keyboard.press("Enter");
  await expect(field(page, authorTexts.fields.name)).toBeFocused();
  await page.keyboard.type("Octavia Butler");
  await page.keyboard.press("Enter");

  await expect(page.getByText(authorTexts.done.created("Octavia Butler"))).toBeVisible();
  await expect(page.getByRole("dialog")).toBeHidden();
});

test("Escape closes a form and returns the focus to the link that opened it", async ({ page }) => {
  await page.goto("/authors");
  // Until the application runs, the link is a plain one that loads another page.
  await expect(page.getByRole("grid")).toBeVisible();
  const opener = page.getByRole("link", { name: authorTexts.create.action });
  await opener.focus();
  await page.keyboard.press("Enter");
  await expect(field(page, authorTexts.fields.name)).toBeFocused();
  await page.keyboard.press("Escape");

  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(opener).toBeFocused();
});

test("the browser asks before closing a tab with unsaved changes", async ({ page }) => {
  const asksToStay = () =>
    page.evaluate(() => !window.dispatchEvent(new Event("beforeunload", { cancelable: true })));
  await page.goto("/books/new");
  await expect(field(page, bookTexts.fields.title)).toBeFocused();
  expect(await asksToStay()).toBe(false);
  await field(page, bookTexts.fields.title).fill("Kindred");
  await expect.poll(asksToStay).toBe(true);
});
