import { useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";

/**
 * How many elements of a row have room in it. What has none goes behind the row's last child, which needs room too.
 */
export function useFitting(count: number) {
  const ref = useRef<HTMLElement>(null);
  const [fitting, setFitting] = useState(count);
  useLayoutEffect(() => {
    const row = ref.current;
    if (!row) return undefined;
    // Called when the row is laid out and not yet painted, the first time too: to ask for its size earlier would
    // have the browser lay out the page once more.
    const observer = new ResizeObserver(() => {
      const next = measureFitting(row);
      flushSync(() => {
        setFitting(next);
      });
    });
    // The children too: with another font they have another size.
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
  // As wide as they are when they share no room that is left over.
  row.dataset.measured = "";
  const widths = Array.from(row.children, (child) => (child as HTMLElement).offsetWidth + gap);
  delete row.dataset.measured;
  return countFitting(widths.slice(0, -1), widths.at(-1) ?? 0, row.clientWidth - left - right + gap);
}

/** All of them if they fit, and else as many as leave room for what leads to the rest. */
export function countFitting(widths: readonly number[], rest: number, room: number): number {
  const total = widths.reduce((sum, width) => sum + width, 0);
  if (total <= room) return widths.length;
  let left = room - rest;
  return widths.findIndex((width) => (left -= width) < 0);
}
