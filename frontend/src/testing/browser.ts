import { vi } from "vitest";

/** What a browser has and jsdom has not. `dark`: the system's colour scheme; `phone`: a narrow screen. */
export function simulateBrowser({ dark = false, phone = false } = {}) {
  window.matchMedia = (query) =>
    Object.assign(new EventTarget(), {
      matches: (dark && query.includes("dark")) || (phone && query.includes("max-width")),
      media: query,
      onchange: null,
      addListener: vi.fn(),
      removeListener: vi.fn(),
    });
  Object.assign(document, { fonts: new EventTarget() });
  simulateScrolling();
  window.HTMLElement.prototype.scrollIntoView = vi.fn();
  window.ResizeObserver = class {
    observe = vi.fn();
    unobserve = vi.fn();
    disconnect = vi.fn();
  };
  // Charts draw nothing without room.
  window.HTMLElement.prototype.getBoundingClientRect = () => new DOMRect(0, 0, 1024, 768);
}

function simulateScrolling() {
  const scrollTo = (top: number) => {
    if (top === window.scrollY) return;
    Object.assign(window, { scrollY: top, pageYOffset: top });
    window.dispatchEvent(new Event("scroll"));
  };
  for (const name of ["scrollY", "pageYOffset"]) {
    Object.defineProperty(window, name, { configurable: true, writable: true, value: 0 });
  }
  window.scrollTo = (x?: ScrollToOptions | number, y?: number) => {
    scrollTo(typeof x === "object" ? (x.top ?? 0) : (y ?? 0));
  };
}
