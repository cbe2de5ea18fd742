import type { LaunchOptions } from "@playwright/test";

/** How Chromium is started. `E2E_BROWSER` is the one that `inv` found; without it, Playwright's own. */
export const launchOptions: LaunchOptions = {
  ...(process.env.E2E_BROWSER !== undefined && { executablePath: process.env.E2E_BROWSER }),
  // Root has no sandbox, and many containers have none. It only sees our own pages.
  chromiumSandbox: false,
  args: [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    // No network but the loopback.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    // Letters look the same whatever the system says about its screen.
    "--font-render-hinting=none",
    "--disable-lcd-text",
  ],
};
