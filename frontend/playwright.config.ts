import { defineConfig } from "@playwright/test";

import { launchOptions } from "./e2e/support/browser";

/** The end-to-end tests. `inv test.e2e` runs them, and says what is missing when they cannot run. */
export default defineConfig({
  testDir: "e2e",
  outputDir: "node_modules/.cache/e2e",
  // One file for every system.
  snapshotPathTemplate: "{testDir}/snapshots/{arg}{ext}",
  fullyParallel: true,
  // An application for each: more of them than processors only wait for one another.
  workers: "100%",
  forbidOnly: process.env.CI !== undefined,
  reporter: "dot",
  // How long a busy machine may take; what is there sooner is seen sooner.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    browserName: "chromium",
    launchOptions,
    viewport: { width: 1440, height: 900 },
    locale: "en-US",
    // West of Greenwich, where a date that is taken for a time shows as the day before.
    timezoneId: "America/Los_Angeles",
    contextOptions: { reducedMotion: "reduce" },
    screenshot: "only-on-failure",
  },
});
