import { useLayoutEffect, useRef } from "react";
import type { FocusEvent, KeyboardEvent, RefObject } from "react";

interface RowFocusOptions {
  tableRef: RefObject<HTMLTableElement | null>;
  count: number;
  /** How many rows PageUp and PageDown move by. */
  perScreen: number;
  active: number;
  setActive: (index: number) => void;
  scrollTo: (index: number) => void;
}

/** Moves the focus from row to row; one row is in the order of the Tab key, the others are not. */
export function useRowFocus(options: RowFocusOptions) {
  const { tableRef, count, perScreen, active, setActive, scrollTo } = options;
  const wanted = useRef(false);

  // After the row is rendered, which may have been far off the screen.
  useLayoutEffect(() => {
    if (!wanted.current) return;
    const row = tableRef.current?.querySelector<HTMLElement>(`tr[data-index="${active}"]`);
    if (!row) return;
    wanted.current = false;
    row.focus({ preventScroll: true });
  });

  function move(index: number) {
    wanted.current = true;
    setActive(index);
    scrollTo(index);
  }

  /** Where a key leads to, if it leads anywhere. */
  function target(event: KeyboardEvent): number | undefined {
    const steps: Partial<Record<string, number>> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + perScreen,
      PageUp: active - perScreen,
      Home: 0,
      End: count - 1,
    };
    const index = steps[event.key];
    return index === undefined ? undefined : Math.min(Math.max(index, 0), count - 1);
  }

  return { move, target };
}

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
