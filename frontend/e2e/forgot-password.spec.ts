import { texts } from "../src/features/sign-in/texts";
import { findMail, openMailedLink, password, signIn, user } from "./support/accounts";
import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

test.use({ signedInAs: null });

const secret = "four random words here";

test("a forgotten password is replaced with a mailed link", async ({ page, instance }) => {
  await page.goto("/sign-in");
  await page.getByRole("link", { name: texts.signIn.forgot }).click();
  await expect(page.getByRole("heading", { name: texts.forgot.title })).toBeVisible();
  await page.getByLabel(texts.fields.email).fill(user.email);
  await expectAccessible(page);
  await page.getByRole("button", { name: texts.forgot.submit }).click();
  await expect(page.getByText(texts.forgot.sent.detail(user.email))).toBeVisible();

  await openMailedLink(page, instance, user.email);
  await page.getByLabel(texts.fields.newPassword).fill(secret);
  await expectAccessible(page);
  await page.getByRole("button", { name: texts.reset.submit }).click();
  await expect(page.getByText(texts.reset.done)).toBeVisible();

  await signIn(page, user.email, password);
  await expect(page.getByText("password is wrong")).toBeVisible();
  await signIn(page, user.email, secret);
  await expect(page).not.toHaveURL(/sign-in/);
});

test("an address without an account gets the same answer, and no mail", async ({ page, instance }) => {
  await page.goto("/forgot-password");
  await page.getByLabel(texts.fields.email).fill("nobody@example.com");
  await page.getByRole("button", { name: texts.forgot.submit }).click();
  await expect(page.getByText(texts.forgot.sent.detail("nobody@example.com"))).toBeVisible();

  await page.getByRole("button", { name: texts.otherAddress }).click();
  await page.getByLabel(texts.fields.email).fill(user.email);
  await page.getByRole("button", { name: texts.forgot.submit }).click();
  await findMail(instance, user.email);
  expect((await instance.mails()).map(({ recipient }) => recipient)).toEqual([user.email]);
});
