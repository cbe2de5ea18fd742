import { useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";

/**
 * Returns how many children of a row fit. The last child is not counted: it leads to the others and is shown only if
 * some do not fit.
 */
export function useFitting(count: number) {
  const ref = useRef<HTMLElement>(null);
  const [fitting, setFitting] = useState(count);
  useLayoutEffect(() => {
    const row = ref.current;
    if (!row) return undefined;
    // Called after layout and before paint, including the first time. Measuring earlier would force another layout.
    const observer = new ResizeObserver(() => {
      const next = measureFitting(row);
      flushSync(() => {
        setFitting(next);
      });
    });
    // Observe the children too, because their size changes when the font loads.
    for (const element of [row, ...row.children]) observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [count]);
  return { ref, fitting };
}

function measureFitting(row: HTMLElement): number {
  const { paddingLeft, paddingRight, columnGap } = getComputedStyle(row);
  const [left, right, gap] = [paddingLeft, paddingRight, columnGap].map((size) => parseFloat(size) || 0) as [
    number,
    number,
    number,
  ];
  // Measure the natural widths, without distributing the remaining space.
  row.dataset.measured = "";
  const widths = Array.from(row.children, (child) => (child as HTMLElement).offsetWidth + gap);
  delete row.dataset.measured;
  return countFitting(widths.slice(0, -1), widths.at(-1) ?? 0, row.clientWidth - left - right + gap);
}

/** Returns how many elements fit: all of them, or as many as leave space for the button of the menu. */
export function countFitting(widths: readonly number[], button: number, space: number): number {
  const total = widths.reduce((sum, width) => sum + width, 0);
  if (total <= space) return widths.length;
  let left = space - button;
  return widths.findIndex((width) => (left -= width) < 0);
}
