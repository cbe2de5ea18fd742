import { test as base } from "@playwright/test";
import type { ConsoleMessage } from "@playwright/test";

import { Api } from "./api";
import { Instance } from "./instance";

export { expect } from "@playwright/test";

interface TestFixtures {
  api: Api;
  /** What the page may complain of on the console: nothing, unless a test says so. */
  complaints: string[];
  freshData: undefined;
}

interface WorkerFixtures {
  instance: Instance;
}

/** Every test has the demo data, and an application that no other test uses at the same time. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  instance: [
    async ({}, provide) => {
      const instance = await Instance.start();
      await provide(instance);
      await instance.end();
    },
    // The first one builds the front end and fills the template.
    { scope: "worker", timeout: 300_000 },
  ],

  baseURL: ({ instance }, provide) => provide(instance.ui),

  freshData: [
    async ({ instance }, provide, testInfo) => {
      await instance.renew();
      await provide(undefined);
      if (testInfo.status !== testInfo.expectedStatus && instance.said !== "") {
        await testInfo.attach("what API and UI said", { body: instance.said });
      }
      if (instance.stopped) await instance.startApi();
    },
    { auto: true, timeout: 120_000 },
  ],

  complaints: async ({}, provide) => {
    await provide([]);
  },

  page: async ({ page, complaints }, provide) => {
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type()) && !isFromOutside(message)) {
        complaints.push(message.text());
      }
    });
    await provide(page);
    base.expect(complaints).toEqual([]);
  },

  api: async ({ page, instance }, provide) => {
    await provide(new Api(page, instance));
  },
});

/**
 * The browser itself reports every answer that is no success; what the page makes of it is tested. It also reports that
 * the machine's network changed, which a Docker container that starts or stops is enough for.
 */
function isFromOutside(message: ConsoleMessage) {
  return message.location().url.includes("/api/") || message.text().includes("ERR_NETWORK_CHANGED");
}
