import { texts as appTexts } from "../src/app/texts";
import { texts as bookTexts } from "../src/features/books/texts";
import { formTexts } from "../src/components/form-texts";
import { changeBook, findBook } from "./support/records";
import { expect, test } from "./support/test";
import { expectToFit } from "./support/width";

const words = "The Remarkable History of a Very Small Boat ".repeat(4).trim();
const word = "W".repeat(200);

for (const title of [words, word]) {
  test(`the pages of “${title.slice(0, 15)}…” are no wider than the window`, async ({
    page,
    request,
    instance,
  }) => {
    await changeBook(request, "Bread in Wartime", { title });
    await instance.execute(`UPDATE authors SET name = '${title}' WHERE id = 1`);
    const { id } = await findBook(request, title);
    for (const address of [`/books/${id}`, "/authors/1", `/books/${id}/edit`, "/books?sort=-title", "/"]) {
      await page.goto(address);
      await expect(page.getByText(title.slice(0, 15)).first()).toBeAttached();
      await expectToFit(page);
    }
  });
}

test("a dialog shows a long name in full, and the command palette its beginning", async ({
  page,
  request,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await changeBook(request, "Bread in Wartime", { title: word });
  await page.goto("/books?search=WWW");
  await page.getByRole("button", { name: bookTexts.remove.action(word) }).click();
  const dialog = page.getByRole("dialog");
  const question = dialog.getByText(word);
  await expect(question).toBeVisible();
  expect(await question.evaluate((text) => text.scrollWidth - text.clientWidth)).toBe(0);
  await dialog.getByRole("button", { name: formTexts.cancel }).click();

  await page.getByRole("button", { name: appTexts.palette.button, exact: true }).click();
  await page.getByPlaceholder(appTexts.palette.placeholder).fill("WWW");
  await expect(page.getByRole("button", { name: word, exact: true })).toBeInViewport({ ratio: 1 });
});
