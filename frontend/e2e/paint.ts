// Measures how a page paints: `node e2e/paint.ts ADDRESS COUNT` loads it COUNT times and prints a line of
// JSON for each. `inv build` reports the median.

import { chromium } from "playwright-core";
import type { Browser } from "playwright-core";

import { launchOptions } from "./support/browser.ts";

const slowdown = 4; // approximates the processor of a phone

interface Paint {
  /** The Largest Contentful Paint, in milliseconds from the start of the navigation. */
  largest: number;
  /** The cumulative layout shift: 0 if nothing moved. */
  shift: number;
}

declare global {
  interface Window {
    paint: Paint;
  }
}

async function measure(browser: Browser, address: string): Promise<Paint> {
  // A new page has its own context, with an empty cache.
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  await page.addInitScript(observe);
  await page.goto(address, { waitUntil: "networkidle" });
  // On a busy machine, the page may not have painted yet.
  await page.waitForFunction(() => window.paint.largest > 0);
  const paint = await page.evaluate(async () => {
    await new Promise((resolve) => requestIdleCallback(resolve));
    await new Promise(requestAnimationFrame);
    return window.paint;
  });
  await page.close();
  return paint;
}

/** Records the measurements; runs in the page before its own scripts. */
function observe() {
  window.paint = { largest: 0, shift: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.paint.largest = entry.startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      window.paint.shift += (entry as PerformanceEntry & { value: number }).value;
    }
  }).observe({ type: "layout-shift", buffered: true });
}

const [address = "", count = "1"] = process.argv.slice(2);
const browser = await chromium.launch(launchOptions);
try {
  for (let load = 0; load < Number(count); load += 1) {
    console.log(JSON.stringify(await measure(browser, address)));
  }
} finally {
  await browser.close();
}
