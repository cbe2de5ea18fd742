import type { Page } from "@playwright/test";

import { texts as listTexts } from "../src/components/data-list/texts";
import { formTexts } from "../src/components/form-texts";
import { texts as authorTexts } from "../src/features/authors/texts";
import { texts as bookTexts } from "../src/features/books/texts";
import { expectFirst, row } from "./support/list";
import { countBooks } from "./support/records";
import { expect, test } from "./support/test";

const selection = (page: Page) => page.getByRole("region", { name: listTexts.selection });
const box = (page: Page, name: string) => page.getByRole("checkbox", { name: `Select ${name}`, exact: true });
const remove = (page: Page) =>
  page.getByRole("dialog").getByRole("button", { name: formTexts.remove.confirm });

test("several books are deleted together after a confirmation", async ({ page, request }) => {
  await page.goto("/books");
  await expectFirst(page, "A Bridge for Every Brother");
  await box(page, "A Bridge for Every Brother").click();
  await row(page, "A Bridge for Every Brother").focus();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(selection(page)).toContainText(listTexts.selected(`3 ${bookTexts.noun.other}`));

  await selection(page).getByRole("button", { name: listTexts.delete }).click();
  const question = page.getByRole("dialog", {
    name: bookTexts.removeMany.title(`3 ${bookTexts.noun.other}`),
  });
  await expect(question).toContainText("A Bridge for Every Brother");
  expect(await countBooks(request)).toBe(300);
  await remove(page).click();

  await expect(page.getByText(listTexts.deleted(`3 ${bookTexts.noun.other}`))).toBeVisible();
  await expect(page.getByText(listTexts.of("100", `297 ${bookTexts.noun.other}`))).toBeVisible();
  await expect(row(page, "A Bridge for Every Brother")).toHaveCount(0);
  await expect(selection(page)).toBeHidden();
  expect(await countBooks(request)).toBe(297);
});

test("authors with books are kept, and the others can be deleted", async ({ page, request }) => {
  await request.post("/api/authors", { data: { name: "Aaron Nobody", biography: "" } });
  await page.goto("/authors");
  await expectFirst(page, "Aaron Nobody", "Aparna Sengupta");
  await box(page, "Aaron Nobody").click();
  await box(page, "Aparna Sengupta").click();
  await selection(page).getByRole("button", { name: listTexts.delete }).click();
  await remove(page).click();

  const refusal = page.getByRole("dialog", { name: listTexts.refused.title });
  await expect(refusal).toContainText(/Aparna Sengupta still has \d+ books/);
  await refusal.getByRole("button", { name: listTexts.refused.restOne }).click();
  await expect(page.getByText(listTexts.deleted(`1 ${authorTexts.noun.one}`))).toBeVisible();
  await expectFirst(page, "Aparna Sengupta");
});

test("all books that match are selected, not only those that are loaded", async ({ page }) => {
  await page.goto("/books");
  await page.getByRole("checkbox", { name: listTexts.selectAll }).click();
  await expect(selection(page)).toContainText(listTexts.selected("100 books"));
  await selection(page)
    .getByRole("button", { name: listTexts.selectAllMatching("300 books") })
    .click();
  await expect(selection(page)).toContainText(listTexts.selected("300 books"));
});
