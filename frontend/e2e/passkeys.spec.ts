import type { Page } from "@playwright/test";

import { texts as appTexts } from "../src/app/texts";
import { securityTexts } from "../src/features/settings/security-texts";
import { texts } from "../src/features/sign-in/texts";
import { expectSignedOut, user } from "./support/accounts";
import { expectAccessible } from "./support/axe";
import { expect, test } from "./support/test";

const { passkeys } = securityTexts;

/** Gives the browser a device for passkeys, whose user is always there. */
async function addDevice(page: Page) {
  const browser = await page.context().newCDPSession(page);
  await browser.send("WebAuthn.enable");
  const { authenticatorId } = await browser.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    setVerified: (isUserVerified: boolean) =>
      browser.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
    count: async () => {
      const { credentials } = await browser.send("WebAuthn.getCredentials", { authenticatorId });
      return credentials.length;
    },
  };
}

async function addPasskey(page: Page, name: string) {
  await page.goto("/settings");
  const part = page.getByRole("region", { name: passkeys.title });
  await part.getByLabel(passkeys.fields.name).fill(name);
  await part.getByRole("button", { name: passkeys.add }).click();
  await expect(part.getByRole("list", { name: passkeys.list }).getByText(name)).toBeVisible();
  return part;
}

async function signOut(page: Page) {
  await page.getByRole("button", { name: appTexts.account.menu(user.name) }).click();
  await page.getByRole("menuitem", { name: appTexts.account.signOut }).click();
  await expectSignedOut(page);
}

test("a user adds a passkey, signs in with it, and removes it", async ({ page }) => {
  const device = await addDevice(page);
  const part = await addPasskey(page, "Laptop");
  expect(await device.count()).toBe(1);
  await expectAccessible(page);
  await signOut(page);

  // Not by the suggestions of the browser, which this device would accept at once.
  await device.setVerified(false);
  await page.goto("/sign-in?next=%2Fsettings");
  await expectAccessible(page);
  await device.setVerified(true);
  await page.getByRole("button", { name: texts.passkey.signIn }).click();
  await expect(page).toHaveURL("/settings");

  await part.getByRole("button", { name: passkeys.removeOf("Laptop") }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: passkeys.question("Laptop").confirm })
    .click();
  await expect(part.getByText(passkeys.none)).toBeVisible();
});

test("the browser offers passkeys where it offers saved passwords", async ({ page }) => {
  await addDevice(page);
  await addPasskey(page, "Laptop");
  await signOut(page);

  // The device accepts the suggestion at once.
  await page.goto("/sign-in?next=%2Fsettings");

  await expect(page).toHaveURL("/settings");
});

test("a device that does not verify its user does not sign in", async ({ page }) => {
  const device = await addDevice(page);
  await addPasskey(page, "Laptop");
  await signOut(page);
  await device.setVerified(false);

  await page.goto("/sign-in");
  await page.getByRole("button", { name: texts.passkey.signIn }).click();

  await expect(page.getByText(texts.passkey.failed)).toBeVisible();
  await expect(page).toHaveURL("/sign-in");
});

test("on a phone, the buttons of a passkey leave room for its name", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await addDevice(page);
  const part = await addPasskey(page, "Laptop");
  const entry = part.getByRole("listitem");
  const [all, name] = await Promise.all([entry.boundingBox(), entry.getByText("Laptop").boundingBox()]);
  expect(name?.width).toBe(all?.width);
});
