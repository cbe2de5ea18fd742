import type { Page } from "@playwright/test";

import { formTexts } from "../src/components/form-texts";
import { texts as bookTexts } from "../src/features/books/texts";
import { expect, test } from "./support/test";

const title = (page: Page) => page.getByLabel(bookTexts.fields.title, { exact: true });
const goBack = (page: Page) => page.evaluate("history.back()");
const question = (page: Page) => page.getByRole("dialog", { name: formTexts.leave.changes.title });

test.beforeEach(async ({ page }) => {
  await page.goto("/books?search=wartime");
  await page.getByRole("link", { name: bookTexts.edit.action("Bread in Wartime") }).click();
  await expect(title(page)).toHaveValue("Bread in Wartime");
});

test("the Back button asks before leaving a form with changes", async ({ page }) => {
  await title(page).fill("Bread in Peacetime");
  await goBack(page);
  await question(page).getByRole("button", { name: formTexts.leave.changes.stay }).click();
  await expect(question(page)).toBeHidden();
  await expect(title(page)).toHaveValue("Bread in Peacetime");

  await goBack(page);
  await question(page).getByRole("button", { name: formTexts.leave.changes.leave }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page).toHaveURL("/books?search=wartime");
});

test("the Back button leaves an unchanged form without a confirmation", async ({ page }) => {
  await goBack(page);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page).toHaveURL("/books?search=wartime");
});
