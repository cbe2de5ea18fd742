import { expectFirst, expectOnly, row } from "./support/list";
import { expect, test } from "./support/test";

const away = "The server is not answering";

test("while the API is away the page says so, and it recovers", async ({ page, api }) => {
  await api.stop();
  await page.goto("/books");
  await expect(page.getByRole("heading", { name: away })).toBeVisible();

  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { name: away })).toBeVisible();
  await api.start();
  await expectFirst(page, "A Bridge for Every Brother");
});

test("pages that found no API fill by themselves when it is back", async ({ page, api }) => {
  await api.stop();
  await page.goto("/");
  await expect(page.getByRole("heading", { name: away })).toBeVisible();
  await api.start();
  await expect(page.getByRole("link", { name: "Books 300" })).toBeVisible();

  await api.stop();
  await page.getByRole("link", { name: "Books", exact: true }).click();
  const box = page.getByRole("searchbox", { name: "Search books by title" });
  await box.fill("wartime");
  await expect(page.getByRole("heading", { name: away })).toBeVisible();
  await api.start();
  await expectOnly(page, "Bread in Wartime");
  await expect(box).toHaveValue("wartime");
});

test("the end of a list that found no API goes on by itself when it is back", async ({
  page,
  api,
}) => {
  await page.goto("/books");
  await expect(page.getByText("100 of 300 books")).toBeVisible();
  await api.stop();
  await page.keyboard.press("End");
  await expect(page.getByRole("alert")).toContainText(away);
  await expect(page.getByText("100 of 300 books")).toBeAttached();
  await api.start();
  await expect(page.getByText("200 of 300 books")).toBeAttached();
});

test("what was typed is kept while the API is away, and is sent when it is back", async ({
  page,
  api,
}) => {
  await page.goto("/authors/new");
  await page.getByLabel("Name", { exact: true }).fill("Octavia Butler");
  await api.stop();
  const submit = page.getByRole("button", { name: "Create author" });
  await submit.click();
  await expect(page.getByRole("alert")).toContainText(away);
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Octavia Butler");

  await api.start();
  await submit.click();
  await expect(page.getByText("Octavia Butler is added.")).toBeVisible();
});

test("an error of the API is told from an empty list", async ({ page, api }) => {
  const mend = await api.fail("/api/books");
  await page.goto("/books");
  await expect(page.getByRole("heading", { name: "The server could not do this" })).toBeVisible();

  await mend();
  await page.getByRole("button", { name: "Try again" }).click();
  await expectFirst(page, "A Bridge for Every Brother");
});

test("a list that is slow says that it is loading", async ({ page, api }) => {
  const release = await api.hold("/api/books");
  await page.goto("/books");
  await expect(page.getByRole("status").filter({ hasText: "Loading" })).toBeAttached();

  release();
  await expectFirst(page, "A Bridge for Every Brother");
});

test("a list that is filtered while the API is slow shows the last answer only", async ({
  page,
  api,
}) => {
  await page.goto("/books");
  await expectFirst(page, "A Bridge for Every Brother");
  const release = await api.hold("/api/books");
  const box = page.getByRole("searchbox", { name: "Search books by title" });
  await box.fill("bread");
  await expect(page).toHaveURL("/books?search=bread");
  await box.fill("ropewalk");
  await expect(page).toHaveURL("/books?search=ropewalk");

  release();
  await expect(row(page, "Ropewalk")).toBeVisible();
  await expect(row(page, "Bread in Wartime")).toHaveCount(0);
});
