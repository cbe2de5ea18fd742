import type { LaunchOptions } from "@playwright/test";

/** The options for launching Chromium: the executable that `inv` passes as `E2E_BROWSER`, or else Playwright's own. */
export const launchOptions: LaunchOptions = {
  ...(process.env.E2E_BROWSER !== undefined && { executablePath: process.env.E2E_BROWSER }),
  // Chromium has no sandbox as root and in many containers. It opens only our own pages.
  chromiumSandbox: false,
  args: [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    // No network except the loopback interface.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    // Render text identically, regardless of the system's display settings.
    "--font-render-hinting=none",
    "--disable-lcd-text",
  ],
};
