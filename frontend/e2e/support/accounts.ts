import { expect } from "@playwright/test";
import type { APIRequestContext, Browser, Page } from "@playwright/test";

import { texts as appTexts } from "../../src/app/texts";
import { texts } from "../../src/features/sign-in/texts";
import type { Instance } from "./instance";

/** The users of the demo data. */
export const admin = { email: "ada@example.com", name: "Ada Admin" };
export const user = { email: "grace@example.com", name: "Grace User" };
// region teams
export const member = { email: "mary@example.com", name: "Mary Member" };
// endregion
export const password = "only-for-development";

/** Browsers send this with requests of our own pages. The API refuses changes by other sites. */
export const sameOrigin = { "Sec-Fetch-Site": "same-origin" };

/** Signs in through the API. */
export async function startSession(request: APIRequestContext, email: string) {
  const data = { email, password };
  await request.post("/api/session", { data, headers: sameOrigin, failOnStatusCode: true });
}

/** A browser of its own, in which a user is signed in. */
export async function openOtherBrowser(browser: Browser, baseURL: string | undefined, email: string) {
  const context = await browser.newContext({
    ...(baseURL !== undefined && { baseURL }),
    // Not that of the test's own browser.
    storageState: { cookies: [], origins: [] },
  });
  await startSession(context.request, email);
  return context;
}

/** Signs in on the page. */
export async function signIn(page: Page, email: string, secret = password) {
  await page.getByLabel(texts.fields.email, { exact: true }).fill(email);
  await page.getByLabel(texts.fields.password, { exact: true }).fill(secret);
  await page.getByRole("button", { name: texts.signIn.submit, exact: true }).click();
}

/** Makes all sessions so old that changes of an account ask the user to confirm who they are. */
export async function ageSessions(instance: Instance) {
  await instance.execute("UPDATE sessions SET confirmed_at = now() - interval '11 minutes'");
}

/** Waits for a mail to an address, which a background job writes, and returns its text. */
export async function findMail(instance: Instance, recipient: string): Promise<string> {
  let text: string | undefined;
  await expect
    .poll(async () => {
      text = (await instance.mails()).findLast((mail) => mail.recipient === recipient)?.text;
      return text;
    })
    .toBeDefined();
  return text ?? "";
}

/** Opens the link in a mail to an address, as its reader would. */
export async function openMailedLink(page: Page, instance: Instance, recipient: string) {
  const text = await findMail(instance, recipient);
  const [, link] = /https?:\/\/[^/\s]+(\/\S+#\S+)/.exec(text) ?? [];
  if (link === undefined) throw new Error(`this mail has no link: ${text}`);
  // A change of the fragment alone would not load the page again.
  await page.goto("about:blank");
  await page.goto(link);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

/** Expects that nobody is signed in, on whichever page that leads to. */
export async function expectSignedOut(page: Page, name = user.name) {
  await expect(page.getByRole("button", { name: appTexts.account.menu(name) })).toHaveCount(0);
}
