import { texts as appTexts } from "../src/app/texts";
import { formTexts } from "../src/components/form-texts";
import { texts as auditTexts } from "../src/features/audit/texts";
import { texts } from "../src/features/users/texts";
import { admin, openOtherBrowser, startSession, user } from "./support/accounts";
import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

test("the pages for administrators do not exist for users", async ({ page }) => {
  for (const path of ["users", "audit", "jobs"]) {
    await page.goto(`/admin/${path}`);
    await expect(page.getByRole("heading", { name: appTexts.notFound.title })).toBeVisible();
    expect((await page.request.get(`/api/admin/${path}`)).status()).toBe(403);
  }
});

test.describe("an administrator", () => {
  test.use({ signedInAs: admin.email });

  test("finds, disables and enables a user, who is signed out", async ({ page, browser, baseURL }) => {
    const other = await openOtherBrowser(browser, baseURL, user.email);

    await page.goto("/settings");
    await page.getByRole("button", { name: appTexts.account.menu(admin.name) }).click();
    await page.getByRole("menuitem", { name: texts.title }).click();
    await page.getByRole("searchbox").fill("grace");
    await expect(page.getByRole("row").filter({ hasText: admin.email })).toHaveCount(0);
    await expectAccessible(page);

    await page.getByRole("button", { name: texts.actionsFor(user.name) }).click();
    await page.getByRole("menuitem", { name: texts.actions.disable }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: texts.questions.disable(user.name).confirm })
      .click();
    await expect(page.getByText(texts.done.disable(user.name))).toBeVisible();
    expect((await other.request.get("/api/account/sessions")).status()).toBe(401);

    await page.getByRole("button", { name: texts.actionsFor(user.name) }).click();
    await page.getByRole("menuitem", { name: texts.actions.enable }).click();
    await expect(page.getByText(texts.done.enable(user.name))).toBeVisible();
    await startSession(other.request, user.email);
    await other.close();
  });

  test("does not disable a user after all, and keeps the focus", async ({ page }) => {
    await page.goto("/admin/users");
    const actions = page.getByRole("button", { name: texts.actionsFor(user.name) });
    await actions.click();
    await page.getByRole("menuitem", { name: texts.actions.disable }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByRole("button", { name: formTexts.cancel })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await expect(actions).toBeFocused();
  });

  test("deletes a user, and finds it in the audit log", async ({ page }) => {
    await page.goto("/admin/users");
    await page.getByRole("button", { name: texts.actionsFor(user.name) }).click();
    await page.getByRole("menuitem", { name: texts.actions.delete }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: texts.questions.delete(user.name).confirm })
      .click();
    await expect(page.getByText(texts.done.delete(user.name))).toBeVisible();

    await page.goto("/admin/audit");
    await expect(page.getByRole("row").filter({ hasText: user.email }).first()).toBeVisible();
    await expect(page.getByRole("heading", { name: auditTexts.title })).toBeVisible();
    await expectAccessible(page);
  });

  test("sees every column beside long values", async ({ page, instance }) => {
    await instance.execute(`UPDATE users SET name = repeat('W', 200) WHERE email = '${user.email}'`);
    await instance.execute(
      "INSERT INTO audit_log (action, actor, subject, address) VALUES " +
        "('passkey.add', repeat('W', 200), repeat('W', 76), '2001:0db8:85a3:0000:0000:8a2e:0370:7334')",
    );
    for (const path of ["users", "audit"]) {
      await page.goto(`/admin/${path}`);
      await expect(page.getByText("WWWWW").first()).toBeVisible();
      for (const width of [390, 820, 1024, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        const lastOfRow = page.getByRole("row").nth(1).getByRole("cell").last();
        await expect(lastOfRow, `${path} at ${width}`).toBeInViewport({ ratio: 1 });
      }
    }
  });

  test("opens the jobs, also in production", async ({ page }) => {
    await page.goto("/admin/jobs");
    await expect(page.getByRole("heading", { name: "Jobs", level: 1 })).toBeVisible();
    await expectAccessible(page);
  });
});
