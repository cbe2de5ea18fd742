import { readFile } from "node:fs/promises";

import { texts as appTexts } from "../src/app/texts";
import { texts as signInTexts } from "../src/features/sign-in/texts";
import { texts } from "../src/features/settings/texts";
import { ageSessions, openMailedLink, openOtherBrowser, password, signIn, user } from "./support/accounts";
import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

const secret = "four random words here";

test("the settings have no accessibility violations", async ({ page }) => {
  await page.goto("/settings");
  await expect(page.getByText(texts.sessions.current)).toBeVisible();
  await expectAccessible(page);
});

test("a changed name is shown in the header", async ({ page }) => {
  await page.goto("/settings");
  await page.getByLabel(texts.profile.fields.name, { exact: true }).fill("Grace Hopper");
  await page.getByRole("button", { name: texts.profile.submit }).click();
  await expect(page.getByText(texts.profile.done)).toBeVisible();
  await expect(page.getByRole("button", { name: appTexts.account.menu("Grace Hopper") })).toBeVisible();
});

test("a button keeps the focus while it is disabled", async ({ page, api }) => {
  await page.goto("/settings");
  const button = page.getByRole("button", { name: texts.profile.submit });
  const release = await api.hold("/api/account");
  await button.press("Enter");
  await expect(button).toBeDisabled();
  release();
  await expect(page.getByText(texts.profile.done)).toBeVisible();
  await expect(button).toBeFocused();
});

test("a canceled confirmation returns the focus", async ({ page, instance }) => {
  await page.goto("/settings");
  await ageSessions(instance);
  await page.getByLabel(texts.password.fields.password).fill(secret);
  const button = page.getByRole("button", { name: texts.password.submit });
  await button.press("Enter");
  const dialog = page.getByRole("dialog", { name: signInTexts.dialogs.confirm.title });
  await expect(dialog.getByLabel(signInTexts.fields.password, { exact: true })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(button).toBeFocused();
});

test("a new password ends the other sessions, and this one goes on", async ({ page, browser, baseURL }) => {
  const other = await openOtherBrowser(browser, baseURL, user.email);
  const otherPage = await other.newPage();
  await otherPage.goto("/settings");
  await expect(otherPage.getByText(texts.sessions.current)).toBeVisible();

  await page.goto("/settings");
  await page.getByLabel(texts.password.fields.password).fill(secret);
  await page.getByRole("button", { name: texts.password.submit }).click();
  await expect(page.getByText(texts.password.done)).toBeVisible();
  await page.reload();
  await expect(page.getByText(texts.sessions.current)).toBeVisible();

  await otherPage.reload();
  await expect(otherPage).toHaveURL("/sign-in?next=%2Fsettings");
  await signIn(otherPage, user.email, secret);
  await expect(otherPage.getByText(texts.sessions.current)).toBeVisible();
  await other.close();
});

test("a session is ended from another browser", async ({ page, browser, baseURL }) => {
  const other = await openOtherBrowser(browser, baseURL, user.email);

  await page.goto("/settings");
  const sessions = page.getByRole("list", { name: texts.sessions.list });
  await expect(sessions.getByRole("listitem")).toHaveCount(2);
  await sessions.getByRole("button", { name: texts.sessions.signOut }).click();
  await expect(sessions.getByRole("listitem")).toHaveCount(1);
  expect((await other.request.get("/api/account/sessions")).status()).toBe(401);
  expect((await page.request.get("/api/account/sessions")).status()).toBe(200);
  await other.close();
});

test("after a while, a change needs a confirmation, and goes on after it", async ({ page, instance }) => {
  await page.goto("/settings");
  await ageSessions(instance);
  await page.getByLabel(texts.password.fields.password).fill(secret);
  await page.getByRole("button", { name: texts.password.submit }).click();
  const dialog = page.getByRole("dialog", { name: signInTexts.dialogs.confirm.title });
  const field = dialog.getByLabel(signInTexts.fields.password, { exact: true });
  await expect(field).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.type("not the password");
  await page.keyboard.press("Enter");
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await field.fill(password);
  await page.keyboard.press("Enter");
  await expect(page.getByText(texts.password.done)).toBeVisible();
});

test("a new address is confirmed at both addresses", async ({ page, instance }) => {
  const email = "hopper@example.com";
  await page.goto("/settings");
  await page.getByLabel(texts.email.fields.email).fill(email);
  await page.getByRole("button", { name: texts.email.submit }).click();
  await expect(page.getByText(texts.email.doneDetail(email))).toBeVisible();

  await openMailedLink(page, instance, user.email);
  await expectAccessible(page);
  await page.getByRole("button", { name: signInTexts.confirmEmail.submit }).click();
  await expect(page.getByRole("heading", { name: signInTexts.confirmEmail.half.title })).toBeVisible();
  await openMailedLink(page, instance, email);
  await page.getByRole("button", { name: signInTexts.confirmEmail.submit }).click();
  await expect(page.getByRole("heading", { name: signInTexts.confirmEmail.changed.title })).toBeVisible();

  await page.goto("/settings");
  await expect(page.getByText(texts.email.description(email))).toBeVisible();
});

test("the data of the user is downloaded, after signing in again if the session has ended", async ({
  page,
  context,
}) => {
  await page.goto("/settings");
  await expect(page.getByText(texts.sessions.current)).toBeVisible();
  await context.clearCookies();
  await page.getByRole("button", { name: texts.data.download }).click();
  const dialog = page.getByRole("dialog", { name: signInTexts.dialogs.expired.title });
  await dialog.getByLabel(signInTexts.fields.password, { exact: true }).fill(password);
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  expect(download.suggestedFilename()).toBe("account.json");
  expect(await readFile(await download.path(), "utf8")).toContain(user.email);
});

test("an account is deleted, and kept after all", async ({ page }) => {
  await page.goto("/settings");
  await page.getByRole("button", { name: texts.deletion.action }).click();
  const question = page.getByRole("dialog", { name: texts.deletion.question.title });
  await expectAccessible(page);
  await question.getByRole("button", { name: texts.deletion.question.confirm }).click();
  await expect(page.getByText(texts.deletion.scheduledDetail)).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("button", { name: texts.deletion.keep }).click();
  await expect(page.getByText(texts.deletion.kept)).toBeVisible();
  await expect(page.getByRole("button", { name: texts.deletion.action })).toBeVisible();
});
