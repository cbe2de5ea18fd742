import { useLayoutEffect, useRef } from "react";
import type { FocusEvent } from "react";

/**
 * Keeps the focus in a list when what had it goes away, such as a row that is deleted: it goes to the row
 * that the Tab key would reach. A browser would take it to the top of the page.
 */
export function useKeptFocus() {
  const ref = useRef<HTMLDivElement>(null);
  const inside = useRef(false);

  // An element that is taken out of the page is left without an event.
  useLayoutEffect(() => {
    if (!inside.current || document.activeElement !== document.body) return;
    ref.current?.querySelector<HTMLElement>('tr[tabindex="0"]')?.focus({ preventScroll: true });
  });

  return {
    ref,
    onFocus: () => {
      inside.current = true;
    },
    onBlur: (event: FocusEvent) => {
      inside.current = event.currentTarget.contains(event.relatedTarget);
    },
  };
}
