import { vi } from "vitest";

/** What a browser has and jsdom has not. `dark`: the system's colour scheme. */
export function simulateBrowser({ dark = false } = {}) {
  window.matchMedia = (query) =>
    Object.assign(new EventTarget(), {
      matches: dark && query.includes("dark"),
      media: query,
      onchange: null,
      addListener: vi.fn(),
      removeListener: vi.fn(),
    });
  Object.assign(document, { fonts: new EventTarget() });
  window.scrollTo = vi.fn();
  window.HTMLElement.prototype.scrollIntoView = vi.fn();
  window.ResizeObserver = class {
    observe = vi.fn();
    unobserve = vi.fn();
    disconnect = vi.fn();
  };
}
