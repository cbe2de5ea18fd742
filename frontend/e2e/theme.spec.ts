import type { Page } from "@playwright/test";

import { texts } from "../src/components/texts";
import { home } from "./support/home";
import { expect, test } from "./support/test";

/** Returns the brightness of the page, from 0 to 255. */
function brightness(page: Page) {
  return page.evaluate(() => {
    const channels = getComputedStyle(document.body).backgroundColor.match(/\d+/g) ?? [];
    return Math.max(...channels.slice(0, 3).map(Number));
  });
}

const expectDark = (page: Page) => expect.poll(() => brightness(page)).toBeLessThan(60);
const expectLight = (page: Page) => expect.poll(() => brightness(page)).toBeGreaterThan(200);

test("the color scheme follows the system until the user chooses one, which a reload keeps", async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto(home);
  await expectDark(page);
  await page.emulateMedia({ colorScheme: "light" });
  await expectLight(page);

  await page.getByRole("radio", { name: texts.colorScheme.dark }).press("Space");
  await expectDark(page);
  await page.reload();
  await expectDark(page);
});

test("a dark page is dark before the app runs", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.route("**/_build/*.js", (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
  await page.goto(home);
  await expectDark(page);
});

test("high contrast also shows the chosen color scheme and the current page", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await page.goto(home);
  const background = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => getComputedStyle(element).backgroundColor);
  for (const chosen of ["label[data-active]", "nav a[aria-current]"]) {
    expect(await background(chosen), chosen).not.toBe(await background("header"));
    expect(await background(chosen), chosen).not.toMatch(/, 0\)$/);
  }
});
