import { texts as appTexts } from "../src/app/texts";
import { expectAccessible } from "./support/axe";
import { home } from "./support/home";
import { expect, test } from "./support/test";
import { expectToFit } from "./support/width";

test("the home page can be opened directly", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page).toHaveTitle(/./);
});

test("the first Tab stop skips the navigation", async ({ page }) => {
  await page.goto(home);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: appTexts.skip });
  await expect(skip).toBeFocused();

  await skip.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});

for (const address of [home, "/nowhere"]) {
  test(`${address} has no accessibility violations`, async ({ page }) => {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible(page);
  });

  test(`${address} is no wider than the window`, async ({ page }) => {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectToFit(page);
  });
}
