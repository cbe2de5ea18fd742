import { vi } from "vitest";

/**
 * Adds the browser features that jsdom lacks.
 *
 * @param options.dark whether the system's color scheme is dark
 * @param options.phone whether the screen is narrow
 */
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
  // Charts draw nothing in an element without a size.
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
