import type { Locator, Page } from "@playwright/test";

import { expect, test } from "./support/test";

// The text in the snapshots is rendered by FreeType, which only Linux uses.
test.skip(process.platform !== "linux", "the snapshots were taken on Linux");

// The style sheet below has no nonce.
test.use({ bypassCSP: true });

// Tolerates the slightly different edges of letters in another Chromium, but not a button of another color.
const tolerance = {
  threshold: 0.25,
  maxDiffPixelRatio: 0.002,
  stylePath: "e2e/support/sample.css",
};

// The top of a page is enough, and keeps a snapshot small.
const pages = [
  { name: "dashboard", address: "/", ready: "Bar chart of books" },
  { name: "books", address: "/books", ready: "A Bridge for Every Brother" },
  { name: "authors", address: "/authors", ready: "Aparna Sengupta" },
];
const wide = { width: 1440, height: 560 };
const phone = { width: 390, height: 844 };

/** Opens a page and waits for its font, which `font-display: optional` would skip on a busy machine. */
async function open(page: Page, address: string, ready: string) {
  await page.route("**/*.css", async (route) => {
    const response = await route.fetch();
    const css = (await response.text()).replaceAll("font-display:optional", "font-display:block");
    await route.fulfill({ response, body: css });
  });
  await page.goto(address);
  const marker = page.getByText(ready, { exact: true }).or(page.getByRole("img", { name: ready }));
  await expect(marker.first()).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
}

/** Compares a page or an element with its snapshots in both color schemes. */
async function expectUnchanged(page: Page, target: Page | Locator, name: string, width: number) {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const file = `${name}-${colorScheme}-${width}.png`;
    await expect.soft(target).toHaveScreenshot(file, tolerance);
  }
}

for (const viewport of [wide, phone]) {
  test.describe(`at a width of ${viewport.width}`, () => {
    test.use({ viewport });

    for (const { name, address, ready } of pages) {
      test(`${name} matches its snapshots`, async ({ page }) => {
        await open(page, address, ready);
        await expectUnchanged(page, page, name, viewport.width);
      });
    }

    test("a form matches its snapshots", async ({ page }) => {
      await page.setViewportSize({ ...viewport, height: 844 });
      await open(page, "/books/new", "Create book");
      await expectUnchanged(page, page.getByRole("dialog"), "book-form", viewport.width);
    });
  });
}
