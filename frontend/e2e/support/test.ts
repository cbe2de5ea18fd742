import { test as base } from "@playwright/test";
import type { ConsoleMessage } from "@playwright/test";

// region accounts
import { sameOrigin, startSession, user } from "./accounts";
// endregion
import { Api } from "./api";
import { Instance } from "./instance";

export { expect } from "@playwright/test";

interface TestFixtures {
  api: Api;
  /** The errors and warnings on the page's console; a test that causes some must remove them. */
  consoleMessages: string[];
  /** The instance, with the demo data. */
  freshData: Instance;
  // region accounts
  /** The address of the user who is signed in, or null for a visitor. */
  signedInAs: string | null;
  // endregion
}

interface WorkerFixtures {
  instance: Instance;
}

/** Each test starts with the demo data, signed in, and has the application to itself. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  instance: [
    async ({}, provide) => {
      const instance = await Instance.start();
      await provide(instance);
      await instance.stop();
    },
    // The first worker builds the front end and seeds the template database.
    { scope: "worker", timeout: 300_000 },
  ],

  baseURL: ({ instance }, provide) => provide(instance.ui),

  freshData: [
    async ({ instance }, provide, testInfo) => {
      await instance.renew();
      await provide(instance);
      if (testInfo.status !== testInfo.expectedStatus && instance.output !== "") {
        await testInfo.attach("output of API and UI", { body: instance.output });
      }
      if (instance.stopped) await instance.startApi();
    },
    { auto: true, timeout: 120_000 },
  ],

  // region accounts
  signedInAs: [user.email, { option: true }],

  // The session is a part of the fresh data.
  storageState: async ({ freshData, playwright, signedInAs }, provide) => {
    const request = await playwright.request.newContext({ baseURL: freshData.ui });
    if (signedInAs !== null) await startSession(request, signedInAs);
    await provide(await request.storageState());
    await request.dispose();
  },

  request: async ({ freshData, playwright, storageState }, provide) => {
    const options = { baseURL: freshData.ui, extraHTTPHeaders: sameOrigin };
    const request = await playwright.request.newContext({
      ...options,
      ...(storageState && { storageState }),
    });
    await provide(request);
    await request.dispose();
  },
  // endregion

  consoleMessages: async ({}, provide) => {
    await provide([]);
  },

  page: async ({ page, consoleMessages }, provide) => {
    page.on("pageerror", (error) => consoleMessages.push(error.message));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type()) && !isFromBrowser(message)) {
        consoleMessages.push(message.text());
      }
    });
    await provide(page);
    base.expect(consoleMessages).toEqual([]);
  },

  api: async ({ page, instance }, provide) => {
    await provide(new Api(page, instance));
  },
});

/**
 * Whether the browser itself logged a message: about a failed response, which the tests check on the page, about a
 * change of the machine's network, for example when a Docker container starts, or about a busy machine.
 */
function isFromBrowser(message: ConsoleMessage) {
  const text = message.text();
  const isViolation = text.includes("Content Security Policy");
  const isFailure = message.location().url.includes("/api/") && !isViolation;
  const isBusy = text.includes("was preloaded using link preload but not used within a few seconds");
  return isFailure || isBusy || text.includes("ERR_NETWORK_CHANGED");
}
