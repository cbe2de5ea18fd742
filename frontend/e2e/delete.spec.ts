import { row } from "./support/list";
import { expect, test } from "./support/test";

test("a book is deleted after a question", async ({ page }) => {
  await page.goto("/books?search=bread");
  const remove = row(page, "Bread in Wartime").getByRole("button", { name: /^Delete/ });
  await remove.click();
  const question = page.getByRole("dialog");
  await expect(question).toContainText("“Bread in Wartime” will be gone for good.");
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(question).toBeHidden();
  await expect(row(page, "Bread in Wartime")).toBeVisible();

  await remove.click();
  await question.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("“Bread in Wartime” is deleted.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "No books match" })).toBeVisible();
});

test("an author who has books is not deleted, and the page says why", async ({ page }) => {
  await page.goto("/authors?search=solberg");
  await row(page, "Henrik Solberg")
    .getByRole("button", { name: /^Delete/ })
    .click();
  const question = page.getByRole("dialog");
  await question.getByRole("button", { name: "Delete" }).click();

  await expect(page.getByText("still has 10 books")).toBeVisible();
  await expect(row(page, "Henrik Solberg")).toBeVisible();
});
