import { texts as listTexts } from "../src/components/data-list/texts";
import { formTexts } from "../src/components/form-texts";
import { texts as authorTexts } from "../src/features/authors/texts";
import { row } from "./support/list";
import { expect, test } from "./support/test";

test("a message that stays covers no fixed control at any width", async ({ page }) => {
  await page.goto("/authors?search=solberg");
  await row(page, "Henrik Solberg")
    .getByRole("button", { name: /^Delete/ })
    .click();
  await page.getByRole("dialog").getByRole("button", { name: formTexts.remove.confirm }).click();
  const message = page.getByText(formTexts.remove.failed("Henrik Solberg"));

  for (const width of [390, 820, 1440, 2200]) {
    await page.setViewportSize({ width, height: 844 });
    await expect(message).toBeVisible();
    // A trial click fails if something else would receive it.
    await page.getByRole("checkbox", { name: listTexts.select("Henrik Solberg") }).click();
    const selection = page.getByRole("region", { name: listTexts.selection });
    await selection.getByRole("button", { name: listTexts.delete }).click({ trial: true });
    for (const link of await page.getByRole("navigation").getByRole("link").all()) {
      await link.click({ trial: true });
    }
    await selection.getByRole("button", { name: listTexts.clearSelection }).click();

    await page.getByRole("link", { name: authorTexts.edit.action("Henrik Solberg") }).click();
    const form = page.getByRole("dialog", { name: authorTexts.edit.title });
    for (const name of [formTexts.cancel, authorTexts.edit.submit]) {
      await form.getByRole("button", { name, exact: true }).click({ trial: true });
    }
    await form.getByRole("button", { name: formTexts.close, exact: true }).click();
  }
});
