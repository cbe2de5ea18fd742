import type { Page } from "@playwright/test";

import { expect } from "./test";

/** The rows of the list that are in the page, its head left out: of a long list those near the screen. */
export function rows(page: Page) {
  return page.getByRole("row").filter({ has: page.getByRole("gridcell") });
}

/** The row about one record. */
export function row(page: Page, name: string) {
  return rows(page).filter({ has: page.getByRole("link", { name, exact: true }) });
}

/** Waits until the list begins with these records, in this order. */
export async function expectFirst(page: Page, ...names: string[]) {
  const found = rows(page);
  for (const [place, name] of names.entries()) {
    const link = found.nth(place).getByRole("link", { name, exact: true });
    await expect(link).toBeVisible();
  }
}

/** Waits until the list has these records and no others, in this order. */
export async function expectOnly(page: Page, ...names: string[]) {
  await expect(rows(page)).toHaveCount(names.length);
  await expectFirst(page, ...names);
}
