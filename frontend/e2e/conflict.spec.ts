import type { Page } from "@playwright/test";

import { formTexts } from "../src/components/form-texts";
import { texts as bookTexts } from "../src/features/books/texts";
import { changeBook, findBook } from "./support/records";
import { expect, test } from "./support/test";

const title = (page: Page) => page.getByLabel(bookTexts.fields.title, { exact: true });
const versions = (page: Page, field: string) => page.getByRole("radiogroup", { name: field });

test.beforeEach(async ({ page, request }) => {
  await page.goto("/books?search=wartime");
  await page.getByRole("link", { name: bookTexts.edit.action("Bread in Wartime") }).click();
  await expect(title(page)).toHaveValue("Bread in Wartime");
  await title(page).fill("Bread in Peacetime");
  await changeBook(request, "Bread in Wartime", { title: "Bread in War", price: "99.00" });
  await page.getByRole("button", { name: bookTexts.edit.submit }).click();
  await expect(page.getByText(formTexts.conflict.title)).toBeVisible();
});

test("a conflict shows both values of each field, and the chosen values are saved", async ({
  page,
  request,
}) => {
  const mine = versions(page, bookTexts.fields.title).getByRole("radio", {
    name: `${formTexts.conflict.mine} Bread in Peacetime`,
  });
  await expect(mine).toBeChecked();
  await expect(
    versions(page, bookTexts.fields.title).getByRole("radio", {
      name: `${formTexts.conflict.theirs} Bread in War`,
    }),
  ).toBeVisible();
  await expect(
    versions(page, bookTexts.fields.price).getByRole("radio", {
      name: `${formTexts.conflict.theirs} $99.00`,
    }),
  ).toBeChecked();
  expect(await findBook(request, "Bread in War")).toMatchObject({ price: "99.00" });

  await page.getByRole("button", { name: formTexts.conflict.save, exact: true }).click();
  await expect(page.getByText(bookTexts.done.updated("Bread in Peacetime"))).toBeVisible();
  await expect(page.getByRole("dialog")).toBeHidden();
  const saved = await findBook(request, "Bread in Peacetime");
  expect(saved).toMatchObject({ title: "Bread in Peacetime", price: "99.00" });
});
