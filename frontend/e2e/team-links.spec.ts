import { texts as listTexts } from "../src/components/data-list/texts";
import { texts as bookTexts } from "../src/features/books/texts";
import { section } from "./support/navigation";
import { expect, test } from "./support/test";

test("links, forms and downloads stay at the address of the team", async ({ page }) => {
  await page.goto("/t/acme/");
  await section(page, "/t/acme/books").click();
  await expect(page).toHaveURL("/t/acme/books");
  await page.getByRole("link", { name: bookTexts.create.action }).click();
  await expect(page.getByRole("dialog", { name: bookTexts.create.title })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("dialog", { name: bookTexts.create.title })).toBeVisible();
  await page.keyboard.press("Escape");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: listTexts.export }).click(),
  ]);
  expect(new URL(download.url()).pathname).toBe("/t/acme/api/books/export");
});
