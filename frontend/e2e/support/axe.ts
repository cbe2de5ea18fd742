import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

import { expect } from "./test";

/** Expects the page to have no accessibility violations in either color scheme. */
export async function expectAccessible(page: Page) {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator(`[data-mantine-color-scheme=${colorScheme}]`)).toBeAttached();
    await transitionsEnd(page);
    expect(await violations(page), colorScheme).toEqual([]);
  }
}

/** Waits for the transitions between the color schemes: colors on their way may have less contrast. */
async function transitionsEnd(page: Page) {
  await page.evaluate(async () => {
    const transitions = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await Promise.allSettled(transitions.map((transition) => transition.finished));
  });
}

async function violations(page: Page) {
  const axe = new AxeBuilder({ page })
    // Describing the passed rules would take most of the time.
    .options({ resultTypes: ["violations"] })
    // Our pages have no frames, whose results axe would merge in another page.
    .setLegacyMode();
  const results = await axe.analyze();
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html }) => `${id}: ${help}: ${html}`),
  );
}
