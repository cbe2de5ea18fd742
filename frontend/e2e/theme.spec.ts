import type { Page } from "@playwright/test";

import { texts } from "../src/components/texts";
import { expect, test } from "./support/test";

/** How bright the page is, from 0 to 255. */
function brightness(page: Page) {
  return page.evaluate(() => {
    const channels = getComputedStyle(document.body).backgroundColor.match(/\d+/g) ?? [];
    return Math.max(...channels.slice(0, 3).map(Number));
  });
}

const dark = (page: Page) => expect.poll(() => brightness(page)).toBeLessThan(60);
const light = (page: Page) => expect.poll(() => brightness(page)).toBeGreaterThan(200);

test("the page follows the system until the user chooses, and then stays so", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("/");
  await dark(page);
  await page.emulateMedia({ colorScheme: "light" });
  await light(page);

  await page.getByRole("radio", { name: texts.colorScheme.dark }).press("Space");
  await dark(page);
  await page.reload();
  await dark(page);
});

test("a dark page is dark before the app runs", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.route("**/_build/*.js", (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
  await page.goto("/");
  await dark(page);
});

test("the documentation of the API follows the choice too", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("/api/docs");
  await expect(page.getByRole("heading", { name: /^Health/ })).toBeVisible();
  await expect(page.locator("html")).toHaveClass("dark-mode");

  await page.goto("/");
  await page.getByRole("radio", { name: texts.colorScheme.light }).press("Space");
  await page.goto("/api/docs");
  await expect(page.locator("html")).not.toHaveClass("dark-mode");
});
