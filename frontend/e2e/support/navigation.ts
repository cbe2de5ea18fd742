import type { Page } from "@playwright/test";

/** The link of the main navigation that leads to an address. */
export function section(page: Page, address: string) {
  return page.getByRole("navigation").locator(`a[href="${address}"]`);
}
