import { expect, test } from "./support/test";

const pages = [
  { address: "/books", heading: "Books" },
  { address: "/authors", heading: "Authors" },
  { address: "/books/new", heading: "New book" },
  { address: "/authors/new", heading: "New author" },
];

for (const { address, heading } of pages) {
  test(`${address} can be opened directly`, async ({ page }) => {
    await page.goto(address);
    await expect(page.getByRole("heading", { name: heading, exact: true })).toBeVisible();
    await expect(page).toHaveTitle(new RegExp(`^${heading} · .`));
  });
}

test("the sections lead to one another, and the open one is marked", async ({ page }) => {
  await page.goto("/books");
  const sections = page.getByRole("navigation", { name: "Main" });
  await sections.getByRole("link", { name: "Authors" }).click();

  await expect(page).toHaveURL("/authors");
  await expect(page.getByRole("heading", { name: "Authors", level: 1 })).toBeVisible();
  await expect(sections.locator("[aria-current=page]")).toHaveText("Authors");
});

test("sections that have no room are in a menu, which says when one of them is open", async ({
  page,
}) => {
  await page.setViewportSize({ width: 200, height: 700 });
  await page.goto("/");
  const sections = page.getByRole("navigation", { name: "Main" });
  await expect(sections.getByRole("link")).toHaveText(["Dashboard"]);

  await sections.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Authors" }).click();
  await expect(page).toHaveURL("/authors");
  await expect(sections.getByRole("button", { name: "More" })).toHaveAttribute(
    "data-current",
    "true",
  );

  await page.setViewportSize({ width: 390, height: 700 });
  await expect(sections.locator("[aria-current=page]")).toHaveText("Authors");
});

test("a form that is left goes back to the list as it was", async ({ page }) => {
  await page.goto("/books?search=bread&sort=-price");
  await page.getByRole("link", { name: "Bread in Wartime", exact: true }).click();
  await expect(page.getByLabel("Title", { exact: true })).toHaveValue("Bread in Wartime");

  await page.goBack();
  await expect(page).toHaveURL("/books?search=bread&sort=-price");
  await expect(page.getByRole("dialog")).toBeHidden();

  await page.goForward();
  await expect(page.getByLabel("Title", { exact: true })).toHaveValue("Bread in Wartime");
  await page.reload();
  await expect(page.getByLabel("Title", { exact: true })).toHaveValue("Bread in Wartime");
});
