import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";

import type { Page } from "@playwright/test";

import { texts as appTexts } from "../src/app/texts";
import { texts as settingsTexts } from "../src/features/settings/texts";
import { texts } from "../src/features/sign-in/texts";
import { ageSessions, expectSignedOut, user } from "./support/accounts";
import { expectAccessible } from "./support/axe";
import { Instance, python } from "./support/instance";
import { test as base, expect } from "./support/test";

const name = "Example ID";
/** Somebody whom the provider knows, and this installation does not. */
const joan = { email: "joan@example.com", name: "Joan Clarke" };
const menuOf = (page: Page, person: string) =>
  page.getByRole("button", { name: appTexts.account.menu(person) });

/** The application with an identity provider, a real one. */
const test = base.extend<object, { issuer: string }>({
  issuer: [
    async ({}, provide) => {
      const issuer = `http://localhost:${await freePort()}`;
      const people = [
        { sub: "grace", email: user.email, email_verified: true },
        { sub: "joan", ...joan, email_verified: true },
        { sub: "eve", email: user.email, email_verified: false },
      ];
      const args = people.map((person) => `--user-claims=${JSON.stringify(person)}`);
      const provider = spawn(python, ["-m", "oidc_provider_mock", "--port", new URL(issuer).port, ...args], {
        stdio: "ignore",
      });
      await expect.poll(() => answers(issuer)).toBe(true);
      await provide(issuer);
      provider.kill();
    },
    { scope: "worker" },
  ],

  instance: [
    async ({ issuer }, provide) => {
      const instance = await Instance.start({
        OIDC_ISSUER: issuer,
        OIDC_CLIENT_ID: "product",
        OIDC_CLIENT_SECRET: "secret",
        OIDC_NAME: name,
      });
      await provide(instance);
      await instance.stop();
    },
    { scope: "worker", timeout: 300_000 },
  ],

  page: async ({ page }, provide) => {
    // The provider's pages load a style sheet from the internet.
    await page.route(/^https:/, (route) => route.fulfill({ contentType: "text/css", body: "" }));
    await provide(page);
  },
});
test.use({ signedInAs: null });
// In one worker: each has an application of its own.
test.describe.configure({ mode: "default" });

test("somebody who is new signs in at the provider, and confirms there who they are", async ({
  page,
  instance,
}) => {
  await page.goto("/settings");
  await continueAs(page, "joan");
  // The page that they asked for.
  await expect(page).toHaveURL(/\/settings$/);
  await expect(menuOf(page, joan.name)).toBeVisible();
  await expect(page.getByText(settingsTexts.email.description(joan.email))).toBeVisible();
  await ageSessions(instance);
  const { action, question, scheduledDetail } = settingsTexts.deletion;
  const deleteAccount = async () => {
    await page.getByRole("button", { name: action }).click();
    await page.getByRole("button", { name: question.confirm }).click();
  };
  await deleteAccount();
  await expect(page.getByRole("dialog", { name: texts.dialogs.confirm.title })).toBeVisible();
  await expectAccessible(page);
  await continueAs(page, "joan");
  await expect(page).toHaveURL(/\/settings$/);
  await deleteAccount();
  await expect(page.getByText(scheduledDetail)).toBeVisible();
});

test("the provider finds a user by the verified address, and a refusal leads back", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: texts.provider.continue(name) }).click();
  await page.getByRole("button", { name: "Deny" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: texts.provider.back }).click();

  // An address that the provider did not verify leads to no account.
  await continueAs(page, "eve");
  await expect(page.getByRole("alert")).toBeVisible();
  await expectSignedOut(page);
  await page.getByRole("link", { name: texts.provider.back }).click();

  await expectAccessible(page);
  await continueAs(page, "grace");
  await expect(menuOf(page, user.name)).toBeVisible();
});

async function continueAs(page: Page, person: string) {
  await page.getByRole("button", { name: texts.provider.continue(name) }).click();
  await page.getByRole("button", { name: person, exact: true }).click();
}

async function freePort() {
  const server = createServer().listen(0);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function answers(address: string): Promise<boolean> {
  try {
    return (await fetch(address)).ok;
  } catch {
    return false;
  }
}
