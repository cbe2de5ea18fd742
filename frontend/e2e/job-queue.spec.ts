import { texts } from "../src/app/texts";
import { expect, test } from "./support/test";

test("the page about jobs does not exist in production", async ({ page }) => {
  await page.goto("/admin/jobs");
  await expect(page.getByRole("heading", { name: texts.notFound.title })).toBeVisible();
  expect((await page.request.get("/api/admin/jobs")).status()).toBe(404);
});
