import { expectFirst } from "./support/list";
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

test("a list that is slow says that it is loading", async ({ page, api }) => {
  const release = await api.hold("/api/books");
  await page.goto("/books");
  await expect(page.getByRole("status").filter({ hasText: "Loading" })).toBeAttached();

  release();
  await expectFirst(page, "A Bridge for Every Brother");
});
