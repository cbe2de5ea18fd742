import { defineConfig } from "@playwright/test";

import { launchOptions } from "./e2e/support/browser";

/** The configuration of the end-to-end tests. Run them with `inv test.e2e`. */
export default defineConfig({
  testDir: "e2e",
  outputDir: "node_modules/.cache/e2e",
  // The same snapshots on every platform.
  snapshotPathTemplate: "{testDir}/snapshots/{arg}{ext}",
  fullyParallel: true,
  // Each worker runs its own instance of the app, so more workers than processors would not help.
  workers: "100%",
  forbidOnly: process.env.CI !== undefined,
  reporter: "dot",
  // Generous, for busy machines.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    browserName: "chromium",
    launchOptions,
    viewport: { width: 1440, height: 900 },
    locale: "en-US",
    // West of Greenwich, where a date parsed as UTC midnight is displayed as the previous day.
    timezoneId: "America/Los_Angeles",
    contextOptions: { reducedMotion: "reduce" },
    screenshot: "only-on-failure",
  },
});
