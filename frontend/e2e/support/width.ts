import type { Page } from "@playwright/test";

import { expect } from "./test";

/** Expects that the page scrolls sideways at no width, also in a small window that is enlarged to 400 %. */
export async function expectToFit(page: Page) {
  for (const width of [320, 390, 820, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    const excess = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await expect.poll(excess, `${page.url()} at ${width}`).toBe(0);
  }
}
