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
