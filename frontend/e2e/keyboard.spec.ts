import type { Page } from "@playwright/test";

import { texts as appTexts } from "../src/app/texts";
import { formTexts } from "../src/components/form-texts";
import { texts as authorTexts } from "../src/features/authors/texts";
import { texts as bookTexts } from "../src/features/books/texts";
import { expect, test } from "./support/test";

const heading = (page: Page, name: string) => page.getByRole("heading", { name, level: 1 });

const nameField = (page: Page) => page.getByLabel(authorTexts.fields.name, { exact: true });

async function choose(page: Page, query: string, option: string) {
  await page.keyboard.press("Control+k");
  await expect(page.getByPlaceholder(appTexts.palette.placeholder)).toBeFocused();
  await page.keyboard.type(query);
  await expect(page.getByRole("button", { name: option, exact: true })).toBeVisible();
  await page.keyboard.press("Enter");
}

test("a record is found, created, edited, deleted and restored with the keyboard alone", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await choose(page, "new author", authorTexts.create.action);
  await expect(nameField(page)).toBeFocused();
  await page.keyboard.type("Aaa Butler");
  await page.keyboard.press("Enter");
  await expect(page.getByText(authorTexts.done.created("Aaa Butler"))).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await choose(page, "aaa b", "Aaa Butler");
  await expect(heading(page, "Aaa Butler")).toBeVisible();

  await choose(page, "authors", authorTexts.title);
  await expect(heading(page, authorTexts.title)).toBeVisible();
  await page.getByRole("row").nth(1).focus();
  await page.keyboard.press("e");
  await expect(nameField(page)).toHaveValue("Aaa Butler");
  await page.keyboard.press("End");
  await page.keyboard.type("-Smith");
  await page.keyboard.press("Enter");
  await expect(page.getByText(authorTexts.done.updated("Aaa Butler-Smith"))).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);

  await page.keyboard.press("Delete");
  const question = page.getByRole("dialog", { name: authorTexts.remove.title });
  await expect(question.getByRole("button", { name: formTexts.cancel })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByText(authorTexts.done.deleted("Aaa Butler-Smith"))).toBeVisible();
  await expect(page.getByRole("link", { name: "Aaa Butler-Smith" })).toHaveCount(0);

  await page.keyboard.press("Control+z");
  await expect(page.getByText(authorTexts.done.restored("Aaa Butler-Smith"))).toBeVisible();
  await expect(page.getByRole("link", { name: "Aaa Butler-Smith", exact: true })).toBeVisible();

  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: appTexts.shortcuts.title })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("a page is announced, and its row has the focus after going back", async ({ page }) => {
  await page.goto("/authors");
  const row = page.getByRole("row").nth(2);
  await row.press("Enter");
  await expect(page).toHaveURL(/\/authors\/\d+$/);
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await page.goBack();
  await expect(row).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("row").nth(3)).toBeFocused();
});

test("deleting a record on its page leads to the heading of its list", async ({ page }) => {
  await page.goto("/books?search=wartime");
  await page.getByRole("link", { name: "Bread in Wartime", exact: true }).press("Enter");
  await page.getByRole("button", { name: formTexts.remove.confirm }).press("Enter");
  await page.getByRole("dialog").getByRole("button", { name: formTexts.remove.confirm }).press("Enter");
  await expect(page.getByText(bookTexts.done.deleted("Bread in Wartime"))).toBeVisible();
  await expect(heading(page, bookTexts.title)).toBeFocused();
});
