import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

const pages = [
  { name: "the dashboard", address: "/", ready: "Authors with most books" },
  { name: "the books", address: "/books", ready: "A Bridge for Every Brother" },
  { name: "the authors", address: "/authors", ready: "Aparna Sengupta" },
  {
    name: "a search without a result",
    address: "/books?search=unheard+of",
    ready: "No books match",
  },
  { name: "the form of a new book", address: "/books/new", ready: "Create book" },
  { name: "the form of an author", address: "/authors/1/edit", ready: "Save changes" },
];

for (const { name, address, ready } of pages) {
  test(`${name}: axe finds nothing`, async ({ page }) => {
    await page.goto(address);
    await expect(page.getByText(ready, { exact: true }).first()).toBeVisible();
    await expectAccessible(page);
  });
}

test("a selection: axe finds nothing", async ({ page }) => {
  await page.goto("/books");
  await page.getByRole("checkbox", { name: "Select A Bridge for Every Brother" }).click();
  await expect(page.getByRole("region", { name: "Selection" })).toBeVisible();
  await expectAccessible(page);
});

test("errors at the fields: axe finds nothing", async ({ page }) => {
  await page.goto("/books/new");
  await page.getByRole("button", { name: "Create book" }).click();
  await expect(page.getByText("Please fill this in").first()).toBeVisible();
  await expectAccessible(page);
});

test("a question before a deletion: axe finds nothing", async ({ page }) => {
  await page.goto("/books?search=bread");
  await page.getByRole("button", { name: "Delete Bread in Wartime" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessible(page);
});

test("an API that is away: axe finds nothing", async ({ page, api }) => {
  await api.fail("/api/books", 503);
  await page.goto("/books");
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
  await expectAccessible(page);
});
