import { formTexts } from "../src/components/form-texts";
import { texts as bookTexts } from "../src/features/books/texts";
import { row } from "./support/list";
import { changeBook } from "./support/records";
import { expect, test } from "./support/test";

test("a book is deleted after a confirmation", async ({ page }) => {
  await page.goto("/books?search=bread");
  const remove = row(page, "Bread in Wartime").getByRole("button", { name: /^Delete/ });
  await remove.click();
  const question = page.getByRole("dialog");
  await expect(question).toContainText(bookTexts.remove.question("Bread in Wartime"));
  await question.getByRole("button", { name: formTexts.cancel }).click();
  await expect(question).toBeHidden();
  await expect(row(page, "Bread in Wartime")).toBeVisible();

  await remove.click();
  await question.getByRole("button", { name: formTexts.remove.confirm }).click();
  await expect(page.getByText(bookTexts.done.deleted("Bread in Wartime"))).toBeVisible();
  await expect(page.getByRole("heading", { name: bookTexts.nothingMatches.title })).toBeVisible();
});

test("a book that someone else changed is not deleted, and its new version is shown", async ({
  page,
  request,
}) => {
  await page.goto("/books?search=wartime");
  const remove = row(page, "Bread in Wartime").getByRole("button", { name: /^Delete/ });
  await remove.click();
  await changeBook(request, "Bread in Wartime", { price: "99.00" });
  await page.getByRole("dialog").getByRole("button", { name: formTexts.remove.confirm }).click();
  await expect(page.getByText(formTexts.remove.outdated)).toBeVisible();
  await expect(row(page, "Bread in Wartime")).toContainText("$99.00");

  await remove.click();
  await page.getByRole("dialog").getByRole("button", { name: formTexts.remove.confirm }).click();
  await expect(page.getByText(bookTexts.done.deleted("Bread in Wartime"))).toBeVisible();
});

test("an author with books is not deleted, and a message gives the reason", async ({ page }) => {
  await page.goto("/authors?search=solberg");
  await row(page, "Henrik Solberg")
    .getByRole("button", { name: /^Delete/ })
    .click();
  const question = page.getByRole("dialog");
  await question.getByRole("button", { name: formTexts.remove.confirm }).click();

  await expect(page.getByText("still has 10 books")).toBeVisible();
  await expect(row(page, "Henrik Solberg")).toBeVisible();
});
