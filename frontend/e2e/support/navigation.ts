import type { Page } from "@playwright/test";

/** The link to an address in the main navigation. */
export function section(page: Page, address: string) {
  return page.getByRole("navigation").locator(`a[href="${address}"]`);
}
