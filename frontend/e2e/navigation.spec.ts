import { texts as appTexts } from "../src/app/texts";
import { texts as authorTexts } from "../src/features/authors/texts";
import { texts as bookTexts } from "../src/features/books/texts";
import { home } from "./support/home";
import { section } from "./support/navigation";
import { expect, test } from "./support/test";

const pages = [
  { address: "/books", heading: bookTexts.title },
  { address: "/authors", heading: authorTexts.title },
  { address: "/books/new", heading: bookTexts.create.title },
  { address: "/authors/new", heading: authorTexts.create.title },
];

for (const { address, heading } of pages) {
  test(`${address} can be opened directly`, async ({ page }) => {
    await page.goto(address);
    await expect(page.getByRole("heading", { name: heading, exact: true })).toBeVisible();
    await expect(page).toHaveTitle(new RegExp(`^${heading} · .`));
  });
}

test("the navigation links to each section and marks the current one", async ({ page }) => {
  await page.goto("/books");
  await section(page, "/authors").click();

  await expect(page).toHaveURL("/authors");
  await expect(page.getByRole("heading", { name: authorTexts.title, level: 1 })).toBeVisible();
  await expect(section(page, "/authors")).toHaveAttribute("aria-current", "page");
});

test("every section is visible at any width", async ({ page }) => {
  await page.goto(`${home}books`);
  const navigation = page.getByRole("navigation", { name: appTexts.navigation });
  await expect(navigation.getByRole("link").first()).toBeVisible();
  for (const width of [800, 900, 1000, 1100, 1200, 1440]) {
    await page.setViewportSize({ width, height: 800 });
    const links = await navigation.getByRole("link").all();
    expect(links.length, `${width}`).toBeGreaterThan(1);
    for (const link of links) await expect(link, `${width}`).toBeInViewport({ ratio: 1 });
    const hidden = await navigation.evaluate((element) => element.scrollWidth - element.clientWidth);
    expect(hidden, `${width}`).toBe(0);
  }
});

test("leaving a form restores the list, and its address reopens the form", async ({ page }) => {
  await page.goto("/books?search=bread&sort=-price");
  await page.getByRole("link", { name: bookTexts.edit.action("Bread in Wartime") }).click();
  await expect(page.getByLabel(bookTexts.fields.title, { exact: true })).toHaveValue("Bread in Wartime");

  await page.goBack();
  await expect(page).toHaveURL("/books?search=bread&sort=-price");
  await expect(page.getByRole("dialog")).toBeHidden();

  await page.goForward();
  await expect(page.getByLabel(bookTexts.fields.title, { exact: true })).toHaveValue("Bread in Wartime");
  await page.reload();
  await expect(page.getByLabel(bookTexts.fields.title, { exact: true })).toHaveValue("Bread in Wartime");
});
