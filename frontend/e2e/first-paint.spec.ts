import type { Page } from "@playwright/test";

import { texts as authorTexts } from "../src/features/authors/texts";
import { texts as bookTexts } from "../src/features/books/texts";
import { texts as dashboardTexts } from "../src/features/dashboard/texts";
import { texts as homeTexts } from "../src/features/home/texts";
import { section } from "./support/navigation";
import { expect, test } from "./support/test";

const pages = [
  { address: "/", heading: homeTexts.title },
  { address: "/books?search=bread", heading: bookTexts.title },
  { address: "/books/new", heading: bookTexts.title },
  { address: "/authors", heading: authorTexts.title },
];

for (const { address, heading } of pages) {
  test(`what ${address} begins with is there before the app runs, and stays where it is`, async ({
    page,
  }) => {
    const start = await holdScripts(page);
    await page.goto(address, { waitUntil: "commit" });
    await expect(page.getByRole("heading", { level: 1 })).toHaveText([heading]);
    await expect(section(page, "/authors")).toBeVisible();
    await expect(page.getByRole("navigation").locator("[aria-current=page]")).toBeVisible();
    const place = () => page.locator("h1").filter({ visible: true }).boundingBox();
    const before = await place();

    start();
    await expect(
      page.getByRole("search").or(page.getByText(dashboardTexts.years.title)),
    ).toBeAttached();
    expect(await place()).toEqual(before);
  });
}

test("a form that is opened before the app runs keeps the search of its list", async ({ page }) => {
  await page.route("**/_build/*.js", (route) =>
    route.fulfill({ contentType: "text/javascript", body: "" }),
  );
  await page.goto("/books?search=bread");
  await page.getByRole("link", { name: bookTexts.create.action }).click();
  await expect(page).toHaveURL("/books/new?search=bread");
  await section(page, "/authors").click();
  await expect(page).toHaveURL("/authors");
});

test("an address that begins like no page shows nothing before the app runs", async ({ page }) => {
  await page.route("**/_build/*.js", (route) =>
    route.fulfill({ contentType: "text/javascript", body: "" }),
  );
  await page.goto("/nowhere");
  await expect(page.locator("#root")).not.toContainText(await page.title(), { useInnerText: true });
});

test("what a page needs is loaded while the application begins", async ({ page }) => {
  await page.route("**/_build/index-*.js", (route) =>
    route.fulfill({ contentType: "text/javascript", body: "" }),
  );
  const asked = page.waitForRequest("**/_build/route-*.js");
  await page.goto("/authors");
  await asked;
});

test("in a tab in the background, where nothing is painted, the application begins", async ({
  page,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(document, "hidden", { value: true });
    window.requestAnimationFrame = () => 0;
  });
  await page.goto("/authors");
  await expect(page.getByRole("search")).toBeVisible();
});

test("the application leaves the focus where the keyboard has brought it", async ({ page }) => {
  const start = await holdScripts(page);
  await page.goto("/authors", { waitUntil: "commit" });
  const authors = section(page, "/authors");
  await authors.focus();

  start();
  await expect(page.getByRole("search")).toBeVisible();
  await expect(authors).toBeFocused();
});

/** Holds the application back; returns what lets it go. */
async function holdScripts(page: Page): Promise<() => void> {
  let start!: () => void;
  const started = new Promise<void>((resolve) => {
    start = resolve;
  });
  await page.route("**/_build/*.js", async (route) => {
    await started;
    await route.continue();
  });
  return start;
}
