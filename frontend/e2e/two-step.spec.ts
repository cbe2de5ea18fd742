import { createHmac } from "node:crypto";

import { texts as appTexts } from "../src/app/texts";
import { securityTexts } from "../src/features/settings/security-texts";
import { texts } from "../src/features/sign-in/texts";
import { expectSignedOut, signIn, user } from "./support/accounts";
import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

const factor = securityTexts.secondFactor;

/** Returns what an authenticator app shows: RFC 6238. */
function codeOf(secret: string, steps = 0): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = Array.from(secret, (letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const digest = createHmac("sha1", key).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

test("a user sets up two-step sign-in, signs in with a code, and with a recovery code", async ({ page }) => {
  await page.goto("/settings");
  const part = page.getByRole("region", { name: factor.title });
  await part.getByRole("button", { name: factor.setUp }).click();
  await expect(part.getByRole("img", { name: factor.qrCode })).toBeVisible();
  await expectAccessible(page);
  const secret = ((await part.locator("code").textContent()) ?? "").replaceAll(" ", "");
  await part.getByLabel(factor.fields.code).fill(codeOf(secret));
  await part.getByRole("button", { name: factor.activate }).click();
  const list = part.getByRole("list", { name: factor.codes.list });
  await expect(list.getByRole("listitem")).toHaveCount(10);
  await expectAccessible(page);
  const recovery = (await list.getByRole("listitem").first().textContent()) ?? "";
  await part.getByRole("button", { name: factor.codes.done }).click();
  await expect(part.getByText(factor.codesLeft(10))).toBeVisible();

  const menu = page.getByRole("button", { name: appTexts.account.menu(user.name) });
  const signOut = async () => {
    await menu.click();
    await page.getByRole("menuitem", { name: appTexts.account.signOut }).click();
    await expectSignedOut(page);
    await page.goto("/sign-in");
  };
  await signOut();
  await signIn(page, user.email);
  await expect(page.getByLabel(texts.secondStep.code)).toBeFocused();
  await expectAccessible(page);
  // The password alone is no session.
  expect((await page.request.get("/api/account")).status()).toBe(401);
  // That of the current step may have been used above.
  await page.keyboard.type(codeOf(secret, 1));
  await page.keyboard.press("Enter");
  await expect(menu).toBeVisible();

  await signOut();
  await signIn(page, user.email);
  await page.getByRole("button", { name: texts.secondStep.useRecoveryCode }).click();
  await page.getByLabel(texts.secondStep.recoveryCode).fill(recovery);
  await page.keyboard.press("Enter");
  await expect(menu).toBeVisible();

  await page.goto("/settings");
  await expect(part.getByText(factor.codesLeft(9))).toBeVisible();
  await part.getByRole("button", { name: factor.remove }).click();
  await page.getByRole("button", { name: factor.question.confirm }).last().click();
  await expect(part.getByRole("button", { name: factor.setUp })).toBeVisible();
});

test("a program uses a token until it is deleted", async ({ page, playwright, baseURL }) => {
  const { tokens } = securityTexts;
  await page.goto("/settings");
  const part = page.getByRole("region", { name: tokens.title });
  await part.getByLabel(tokens.fields.name).fill("Export");
  await part.getByRole("button", { name: tokens.create }).click();
  const token = (await part.getByLabel(tokens.token).textContent()) ?? "";
  await expectAccessible(page);

  const program = await playwright.request.newContext({
    ...(baseURL !== undefined && { baseURL }),
    extraHTTPHeaders: { Authorization: `Bearer ${token}` },
  });
  expect((await program.get("/api/health/ready")).status()).toBe(200);
  expect((await program.get("/api/account")).status()).toBe(403);

  await part.getByRole("button", { name: tokens.done }).click();
  await expect(part).toBeFocused();
  await part.getByRole("button", { name: tokens.removeOf("Export") }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: tokens.question("Export").confirm })
    .click();
  await expect(part.getByText(tokens.none)).toBeVisible();
  await expect(part).toBeFocused();
  expect((await program.get("/api/health/ready")).status()).toBe(401);
  await program.dispose();
});
