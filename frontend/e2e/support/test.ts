import { test as base } from "@playwright/test";
import type { ConsoleMessage } from "@playwright/test";

import { Api } from "./api";
import { Instance } from "./instance";

export { expect } from "@playwright/test";

interface TestFixtures {
  api: Api;
  /** The errors and warnings on the page's console; a test that causes some must remove them. */
  consoleMessages: string[];
  freshData: undefined;
}

interface WorkerFixtures {
  instance: Instance;
}

/** Each test starts with the demo data and has the application to itself. */
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
      await provide(undefined);
      if (testInfo.status !== testInfo.expectedStatus && instance.output !== "") {
        await testInfo.attach("output of API and UI", { body: instance.output });
      }
      if (instance.stopped) await instance.startApi();
    },
    { auto: true, timeout: 120_000 },
  ],

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
 * Whether the browser itself logged a message: about a failed response, which the tests check on the page, or about a
 * change of the machine's network, for example when a Docker container starts.
 */
function isFromBrowser(message: ConsoleMessage) {
  const text = message.text();
  const isViolation = text.includes("Content Security Policy");
  const isFailure = message.location().url.includes("/api/") && !isViolation;
  return isFailure || text.includes("ERR_NETWORK_CHANGED");
}
