import type { Page } from "@playwright/test";

import { expect } from "./test";

/** The rendered rows of the list without its header; a long list renders those near the viewport. */
export function rows(page: Page) {
  return page.getByRole("row").filter({ has: page.getByRole("gridcell") });
}

/** The row of a record. */
export function row(page: Page, name: string) {
  return rows(page).filter({ has: page.getByRole("link", { name, exact: true }) });
}

/** Expects the list to start with these records, in this order. */
export async function expectFirst(page: Page, ...names: string[]) {
  for (const [index, name] of names.entries()) {
    const link = rows(page).nth(index).getByRole("link", { name, exact: true });
    await expect(link).toBeVisible();
  }
}

/** Expects the list to have exactly these records, in this order. */
export async function expectOnly(page: Page, ...names: string[]) {
  await expect(rows(page)).toHaveCount(names.length);
  await expectFirst(page, ...names);
}
