import type { Page } from "@playwright/test";
import axe from "axe-core";

import { expect } from "./test";

declare global {
  interface Window {
    axe: typeof axe;
  }
}

// Nothing else depends on the color scheme.
const rulesOfColors = ["color-contrast", "link-in-text-block"];

/** Expects the page to have no accessibility violations in either color scheme. */
export async function expectAccessible(page: Page) {
  // Until the page is there, a placeholder may be.
  await page.locator("h1").first().waitFor({ state: "attached" });
  await page.evaluate(axe.source);
  await choose(page, "light");
  expect(await violations(page), "light").toEqual([]);
  await choose(page, "dark");
  expect(await violations(page, { runOnly: rulesOfColors }), "dark").toEqual([]);
}

/** Chooses a color scheme, and waits for its transitions: colors on their way may have less contrast. */
async function choose(page: Page, colorScheme: "light" | "dark") {
  await page.emulateMedia({ colorScheme });
  await expect(page.locator(`[data-mantine-color-scheme=${colorScheme}]`)).toBeAttached();
  await page.evaluate(async () => {
    const transitions = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await Promise.allSettled(transitions.map((transition) => transition.finished));
  });
}

async function violations(page: Page, options: axe.RunOptions = {}) {
  const found = await page.evaluate(
    // Describing the passed rules would take most of the time.
    async (given) => (await window.axe.run(document, { ...given, resultTypes: ["violations"] })).violations,
    options,
  );
  return found.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
}
