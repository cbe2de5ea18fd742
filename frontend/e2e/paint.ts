// Measures the first paint of a page, as `node e2e/paint.ts ADDRESS TIMES`, and prints one line of JSON
// for each time. `inv build` makes a median of them: it is measured, never tested.

import { chromium } from "playwright-core";
import type { Browser } from "playwright-core";

import { launchOptions } from "./support/browser.ts";

const slowdown = 4; // the processor of a phone, compared with this one

interface Paint {
  /** Milliseconds from the start of the navigation until the largest part of the page was there. */
  largest: number;
  /** How much of the page moved while it was loading: 0 is nothing. */
  shift: number;
}

declare global {
  interface Window {
    paint: Paint;
  }
}

async function measure(browser: Browser, address: string): Promise<Paint> {
  // A context of its own: nothing is in the cache.
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  await page.addInitScript(observe);
  await page.goto(address, { waitUntil: "networkidle" });
  // On a busy machine what arrived is not painted yet.
  await page.waitForFunction(() => window.paint.largest > 0);
  const paint = await page.evaluate(async () => {
    await new Promise((resolve) => requestIdleCallback(resolve));
    await new Promise(requestAnimationFrame);
    return window.paint;
  });
  await page.close();
  return paint;
}

/** Runs in the page, before anything else of it. */
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

const [address = "", times = "1"] = process.argv.slice(2);
const browser = await chromium.launch(launchOptions);
try {
  for (let time = 0; time < Number(times); time += 1) {
    console.log(JSON.stringify(await measure(browser, address)));
  }
} finally {
  await browser.close();
}
