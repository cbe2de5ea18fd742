import { texts as appTexts } from "../src/app/texts";
import { texts } from "../src/features/sign-in/texts";
import { findMail, openMailedLink, user } from "./support/accounts";
import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

test.use({ signedInAs: null });

const email = "new@example.com";
const secret = "four random words here";

test("a visitor signs up with a mailed link and a password", async ({ page, instance }) => {
  await page.goto("/sign-in");
  await page.getByRole("link", { name: texts.signIn.signUp }).click();
  await expect(page.getByRole("heading", { name: texts.signUp.title })).toBeVisible();
  await page.getByLabel(texts.fields.name).fill("New User");
  await page.getByLabel(texts.fields.email).fill(email);
  await expectAccessible(page);
  await page.getByRole("button", { name: texts.signUp.submit }).click();
  await expect(page.getByText(texts.signUp.sent.detail(email))).toBeVisible();

  await openMailedLink(page, instance, email);
  await page.getByLabel(texts.fields.newPassword).fill(secret);
  await expectAccessible(page);
  await page.getByRole("button", { name: texts.verify.submit }).click();
  await expect(page.getByRole("button", { name: appTexts.account.menu("New User") })).toBeVisible();
  await expect(page).not.toHaveURL(/verify-email/);
});

test("an address that has an account gets the same answer, and a link to no second account", async ({
  page,
  instance,
}) => {
  await page.goto("/sign-up");
  await page.getByLabel(texts.fields.name).fill("Impostor");
  await page.getByLabel(texts.fields.email).fill(user.email);
  await page.getByRole("button", { name: texts.signUp.submit }).click();
  await expect(page.getByText(texts.signUp.sent.detail(user.email))).toBeVisible();
  expect(await findMail(instance, user.email)).not.toContain("/verify-email");
});

test("a link can be used once, and a weak password does not use it up", async ({ page, instance }) => {
  await page.goto("/sign-up");
  await page.getByLabel(texts.fields.name).fill("New User");
  await page.getByLabel(texts.fields.email).fill(email);
  await page.getByRole("button", { name: texts.signUp.submit }).click();
  await expect(page.getByText(texts.signUp.sent.detail(email))).toBeVisible();

  await openMailedLink(page, instance, email);
  await page.getByLabel(texts.fields.newPassword).fill("passwordpassword");
  await page.getByRole("button", { name: texts.verify.submit }).click();
  await expect(page.getByLabel(texts.fields.newPassword)).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel(texts.fields.newPassword).fill(secret);
  await page.getByRole("button", { name: texts.verify.submit }).click();
  await expect(page).not.toHaveURL(/verify-email/);

  await openMailedLink(page, instance, email);
  await page.getByLabel(texts.fields.newPassword).fill(secret);
  await page.getByRole("button", { name: texts.verify.submit }).click();
  await expect(page.getByRole("alert")).toBeVisible();
});
