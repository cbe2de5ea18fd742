import type { Locator, Page } from "@playwright/test";

import { expect, test } from "./support/test";

// The letters of the snapshots were drawn by FreeType, which only Linux uses.
test.skip(process.platform !== "linux", "snapshots are of Linux");

// How much may differ: another Chromium draws the edges of letters a little differently, while a
// button of another colour is above it.
const tolerance = {
  threshold: 0.25,
  maxDiffPixelRatio: 0.002,
  stylePath: "e2e/support/sample.css",
};

// The top of a page is enough: a snapshot stays below 100 KB.
const pages = [
  { name: "dashboard", address: "/", ready: "Bar chart of books" },
  { name: "books", address: "/books", ready: "A Bridge for Every Brother" },
  { name: "authors", address: "/authors", ready: "Aparna Sengupta" },
];
const wide = { width: 1440, height: 560 };
const phone = { width: 390, height: 844 };

/** Opens a page with its own font, however late that comes: `optional` leaves it out on a busy machine. */
async function open(page: Page, address: string, ready: string) {
  await page.route("**/*.css", async (route) => {
    const response = await route.fetch();
    const css = (await response.text()).replaceAll("font-display:optional", "font-display:block");
    await route.fulfill({ response, body: css });
  });
  await page.goto(address);
  const sign = page.getByText(ready, { exact: true }).or(page.getByRole("img", { name: ready }));
  await expect(sign.first()).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
}

/** Compares what is on the page, in both color schemes: the second is a switch of the system's setting. */
async function expectAsBefore(page: Page, target: Page | Locator, name: string, width: number) {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const file = `${name}-${colorScheme}-${width}.png`;
    await expect.soft(target).toHaveScreenshot(file, tolerance);
  }
}

for (const viewport of [wide, phone]) {
  test.describe(`${viewport.width} wide`, () => {
    test.use({ viewport });

    for (const { name, address, ready } of pages) {
      test(`${name}: looks as it did`, async ({ page }) => {
        await open(page, address, ready);
        await expectAsBefore(page, page, name, viewport.width);
      });
    }

    test("a form looks as it did", async ({ page }) => {
      await page.setViewportSize({ ...viewport, height: 844 });
      await open(page, "/books/new", "Create book");
      await expectAsBefore(page, page.getByRole("dialog"), "book-form", viewport.width);
    });
  });
}
