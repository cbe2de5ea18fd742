import { texts as appTexts } from "../src/app/texts";
import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

test("the first page can be opened directly", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page).toHaveTitle(/./);
});

test("the first stop of the keyboard leads past the navigation", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: appTexts.skip });
  await expect(skip).toBeFocused();

  // Before the app runs there is nowhere to skip to, and a busy machine lets it run late.
  await expect(async () => {
    await skip.press("Enter");
    await expect(page.getByRole("main")).toBeFocused({ timeout: 1000 });
  }).toPass();
});

test("the head of the first page is there before the app runs", async ({ page }) => {
  await page.route("**/_build/*.js", (route) =>
    route.fulfill({ contentType: "text/javascript", body: "" }),
  );
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});

for (const address of ["/", "/nowhere"]) {
  test(`${address}: axe finds nothing`, async ({ page }) => {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectAccessible(page);
  });
}
