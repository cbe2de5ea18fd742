import type { Page, Route } from "@playwright/test";

import type { Instance } from "./instance";

/** Makes the API slow, failing or away. What one test does to it, the next does not notice. */
export class Api {
  readonly #page: Page;
  readonly #instance: Instance;

  constructor(page: Page, instance: Instance) {
    this.#page = page;
    this.#instance = instance;
  }

  /** Nothing answers any more: the process is killed. */
  stop() {
    return this.#instance.stopApi();
  }

  /** The process runs again, at the same address. */
  start() {
    return this.#instance.startApi();
  }

  /** Keeps the answers of a path back, until the function that is returned is called. */
  async hold(path: string) {
    let release!: () => void;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await this.#page.route(matches(path), async (route) => {
      await released;
      await route.continue();
    });
    return release;
  }

  /** Answers a path as the API does when something in it breaks, until the function is called. */
  async fail(path: string, status = 500) {
    const answer = (route: Route) =>
      route.fulfill({
        status,
        contentType: "application/problem+json",
        json: {
          type: "about:blank",
          title: "Internal Server Error",
          status,
          detail: "Something broke.",
          instance: "urn:test",
          errors: [],
        },
      });
    const address = matches(path);
    await this.#page.route(address, answer);
    return () => this.#page.unroute(address);
  }
}

/** Addresses of a path, whatever is asked for in it. */
function matches(path: string) {
  return (url: URL) => url.pathname === path;
}
