import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

import { expect } from "./test";

/** Expects that axe finds nothing in the page as it is now, in light and in dark colors. */
export async function expectAccessible(page: Page) {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator(`[data-mantine-color-scheme=${colorScheme}]`)).toBeAttached();
    expect(await violations(page), colorScheme).toEqual([]);
  }
}

async function violations(page: Page) {
  const axe = new AxeBuilder({ page })
    // Describing what passes takes most of the time.
    .options({ resultTypes: ["violations"] })
    // Without frames in the page there is nothing to put together, which axe does in a page of its own.
    .setLegacyMode();
  const { violations: found } = await axe.analyze();
  return found.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
}
