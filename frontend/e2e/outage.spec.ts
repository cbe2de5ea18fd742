import { texts as listTexts } from "../src/components/data-list/texts";
import { texts as bookTexts } from "../src/features/books/texts";
// region accounts
import { texts as settingsTexts } from "../src/features/settings/texts";
// endregion
import { problemTexts } from "../src/lib/api/problem-texts";
import { texts } from "../src/components/texts";
import { expectFirst } from "./support/list";
import { section } from "./support/navigation";
import { expect, test } from "./support/test";

const unreachable = problemTexts.unanswered.title;

test("the page shows that the API is unreachable, and recovers", async ({ page, api }) => {
  await api.stop();
  await page.goto("/books");
  await expect(page.getByRole("heading", { name: unreachable })).toBeVisible();

  await page.getByRole("button", { name: problemTexts.again }).click();
  await expect(page.getByRole("heading", { name: unreachable })).toBeVisible();
  await api.start();
  await expectFirst(page, "A Bridge for Every Brother");
});

test("an interrupted list continues automatically once the API is back", async ({ page, api }) => {
  await page.goto("/books");
  await expect(page.getByText(listTexts.of("100", `300 ${bookTexts.noun.other}`))).toBeVisible();
  await api.stop();
  await page.keyboard.press("End");
  await expect(page.getByRole("alert")).toContainText(unreachable);
  await expect(page.getByText(listTexts.of("100", `300 ${bookTexts.noun.other}`))).toBeAttached();
  await api.start();
  await expect(page.getByText(listTexts.of("200", `300 ${bookTexts.noun.other}`))).toBeAttached();
});

test("a slow list shows that it is loading", async ({ page, api }) => {
  const release = await api.hold("/api/books");
  await page.goto("/books");
  await expect(page.getByRole("status").filter({ hasText: listTexts.loading })).toBeAttached();

  release();
  await expectFirst(page, "A Bridge for Every Brother");
});

test("a page whose code is slow shows that it is loading", async ({ page, api }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  const release = await api.holdCode();
  await section(page, "/books").click();
  await expect(page.getByRole("status").filter({ hasText: texts.loading })).toBeAttached();
  await expect(page.getByRole("banner")).toBeVisible();
  release();
  await expectFirst(page, "A Bridge for Every Brother");
});

// region accounts
for (const path of ["/books", "/settings"]) {
  test(`${path} shows that it is loading until the session is known`, async ({ page, api }) => {
    const release = await api.hold("/api/session");
    await page.goto(path);
    await expect(page.getByRole("status").filter({ hasText: texts.loading })).toBeAttached();
    await expect(page.getByRole("banner")).toBeVisible();
    release();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  });
}

test("a page that needs a session says so, too, and recovers by itself", async ({ page, api }) => {
  await api.stop();
  await page.goto("/settings");
  await expect(page.getByRole("heading", { name: unreachable })).toBeVisible();
  await expect(page.getByRole("banner")).toBeVisible();

  await api.start();
  await expect(page.getByRole("heading", { name: settingsTexts.title, level: 1 })).toBeVisible();
});
// endregion
