import type { Page } from "@playwright/test";

import { expect, test } from "./support/test";

const title = (page: Page) => page.getByLabel("Title", { exact: true });
const question = (page: Page) => page.getByRole("dialog", { name: "Discard your changes?" });

test.beforeEach(async ({ page }) => {
  await page.goto("/books?search=wartime");
  await page.getByRole("link", { name: "Bread in Wartime", exact: true }).click();
  await expect(title(page)).toHaveValue("Bread in Wartime");
});

const ways = [
  { way: "Escape", leave: (page: Page) => page.keyboard.press("Escape") },
  { way: "Cancel", leave: (page: Page) => page.getByRole("button", { name: "Cancel" }).click() },
  { way: "the Back button", leave: (page: Page) => page.evaluate("history.back()") },
];

for (const { way, leave } of ways) {
  test(`${way} leaves a form with changes only after a question`, async ({ page }) => {
    await title(page).fill("Bread in Peacetime");
    await leave(page);
    await question(page).getByRole("button", { name: "Keep editing" }).click();
    await expect(question(page)).toBeHidden();
    await expect(title(page)).toHaveValue("Bread in Peacetime");

    await leave(page);
    await question(page).getByRole("button", { name: "Discard" }).click();
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(page).toHaveURL("/books?search=wartime");
  });

  test(`${way} leaves a form without changes at once`, async ({ page }) => {
    await leave(page);
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(page).toHaveURL("/books?search=wartime");
  });
}
