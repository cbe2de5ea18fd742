/**
 * A ref for the layout, which focuses the heading of each further page, so that screen readers announce it. A list
 * focuses the row of the record whose page was left.
 */
export function focusPages(layout: HTMLElement | null) {
  if (layout === null) return undefined;
  let heading: HTMLElement | undefined;
  let left = "";
  const observer = new MutationObserver(() => {
    const next = layout.querySelector<HTMLElement>("main h1");
    if (next === null || next === heading) return;
    // Somebody who fills in a form over the page goes on.
    const isBusy = document.activeElement?.closest("[role='dialog'] form");
    if (heading !== undefined && !isBusy) focus(rowOf(layout, left) ?? next);
    heading = next;
    left = window.location.pathname;
  });
  observer.observe(layout, { childList: true, subtree: true });
  return () => observer.disconnect();
}

function rowOf(layout: HTMLElement, path: string): HTMLElement | null | undefined {
  const links = [...layout.querySelectorAll<HTMLAnchorElement>("tr a")];
  return links.find(({ pathname }) => pathname === path)?.closest("tr");
}

function focus(element: HTMLElement) {
  if (!element.hasAttribute("tabindex")) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}
