import type { Page, Route } from "@playwright/test";

import type { Instance } from "./instance";

/** Makes the API slow, failing or unreachable. The changes of a test do not affect the next one. */
export class Api {
  readonly #page: Page;
  readonly #instance: Instance;

  constructor(page: Page, instance: Instance) {
    this.#page = page;
    this.#instance = instance;
  }

  /** Kills the API's process. */
  stop() {
    return this.#instance.stopApi();
  }

  /** Starts the API again, at the same address. */
  start() {
    return this.#instance.startApi();
  }

  /** Holds back the responses of a path until the returned function is called. */
  hold(path: string) {
    return this.#hold(matches(path));
  }

  /** Holds back the code that pages load, in the same way. */
  holdCode() {
    return this.#hold((url) => url.pathname.endsWith(".js"));
  }

  async #hold(isMatch: (url: URL) => boolean) {
    let release!: () => void;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await this.#page.route(isMatch, async (route) => {
      await released;
      await route.continue();
    });
    return release;
  }

  /** Responds to a path with an unexpected error of the API, until the returned function is called. */
  async fail(path: string, status = 500) {
    const respond = (route: Route) =>
      route.fulfill({
        status,
        contentType: "application/problem+json",
        json: {
          type: "about:blank",
          title: "Internal Server Error",
          status,
          detail: "Unexpected error.",
          instance: "urn:test",
          errors: [],
        },
      });
    const isMatch = matches(path);
    await this.#page.route(isMatch, respond);
    return () => this.#page.unroute(isMatch);
  }
}

/** Matches the URLs of a path, with any query. */
function matches(path: string) {
  return (url: URL) => url.pathname === path;
}
