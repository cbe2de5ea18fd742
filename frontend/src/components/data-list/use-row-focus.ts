import { useLayoutEffect, useRef } from "react";
import type { KeyboardEvent, RefObject } from "react";

interface RowFocusOptions {
  tableRef: RefObject<HTMLTableElement | null>;
  count: number;
  /** The number of rows that PageUp and PageDown move by. */
  perScreen: number;
  active: number;
  setActive: (index: number) => void;
  scrollTo: (index: number) => void;
}

/** Moves the focus between rows (roving tabindex). */
export function useRowFocus(options: RowFocusOptions) {
  const { tableRef, count, perScreen, active, setActive, scrollTo } = options;
  const shouldFocus = useRef(false);

  // Focus the row once it is rendered. It may have been far off the screen.
  useLayoutEffect(() => {
    if (!shouldFocus.current) return;
    const row = tableRef.current?.querySelector<HTMLElement>(`tr[data-index="${active}"]`);
    if (!row) return;
    shouldFocus.current = false;
    row.focus({ preventScroll: true });
  });

  function move(index: number) {
    shouldFocus.current = true;
    setActive(index);
    scrollTo(index);
  }

  /** Returns the index of the row that a key moves to, if any. */
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
