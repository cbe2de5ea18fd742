import { texts as bookTexts } from "../src/features/books/texts";
import { texts } from "../src/features/sign-in/texts";
import { password, signIn, user } from "./support/accounts";
import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

test.describe("a visitor", () => {
  test.use({ signedInAs: null });

  test("signs in to open a form", async ({ page }) => {
    await page.goto("/books/new?sort=-price");
    await expect(page).toHaveURL(`/sign-in?next=${encodeURIComponent("/books/new?sort=-price")}`);
    await signIn(page, user.email);
    await expect(page.getByRole("dialog", { name: bookTexts.create.title })).toBeVisible();
    await expect(page).toHaveURL("/books/new?sort=-price");
  });

  test("reads a list on a phone", async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto("/books");
    await expect(page.getByRole("link", { name: "A Bridge for Every Brother", exact: true })).toBeVisible();
    await expect(page.getByRole("checkbox")).toHaveCount(0);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await expectAccessible(page);
  });
});

test("a form whose session has ended is saved after signing in again", async ({ page, context }) => {
  await page.goto("/books?search=wartime");
  await page.getByRole("link", { name: bookTexts.edit.action("Bread in Wartime") }).click();
  await page.getByLabel(bookTexts.fields.title, { exact: true }).fill("Bread in Peacetime");
  await context.clearCookies();
  await page.getByRole("button", { name: bookTexts.edit.submit }).click();

  const dialog = page.getByRole("dialog", { name: texts.dialogs.expired.title });
  await expect(dialog.getByLabel(texts.fields.email)).toHaveValue(user.email);
  await expect(dialog.getByLabel(texts.fields.password, { exact: true })).toBeFocused();
  await expectAccessible(page);
  // Escape closes only this dialog.
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page.getByLabel(bookTexts.fields.title, { exact: true })).toHaveValue("Bread in Peacetime");

  await page.getByRole("button", { name: bookTexts.edit.submit }).click();
  await expect(dialog.getByLabel(texts.fields.email)).toHaveValue(user.email);
  await dialog.getByLabel(texts.fields.password, { exact: true }).fill(password);
  await page.keyboard.press("Enter");
  await expect(page.getByText(bookTexts.done.updated("Bread in Peacetime"))).toBeVisible();
});
