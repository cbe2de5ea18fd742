import { texts } from "../src/app/texts";
import { expect, test } from "./support/test";

test("the page about jobs does not exist for users", async ({ page }) => {
  await page.goto("/admin/jobs");
  await expect(page.getByRole("heading", { name: texts.notFound.title })).toBeVisible();
  expect([403, 404]).toContain((await page.request.get("/api/admin/jobs")).status());
});
