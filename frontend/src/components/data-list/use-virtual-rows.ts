import { useMediaQuery } from "@mantine/hooks";
import { defaultRangeExtractor, useWindowVirtualizer } from "@tanstack/react-virtual";
import type { Range } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useState } from "react";
import type { RefObject } from "react";

import { useIsPrinting } from "@/lib/use-is-printing";

/** Row heights in rem. They are fixed, so rows need not be measured and nothing shifts. */
const heights = { table: 2.75, card: 4.5, tallCard: 6.25 };

/** The height of the bars that cover the list, in pixels. */
const covered = { top: 104, bottom: 76 };

export function useRowHeight(tall: boolean): number {
  const cards = useMediaQuery("(max-width: 48em)", undefined, { getInitialValueInEffect: false });
  const [rem] = useState(readRem);
  return Math.round(rem * (cards ? (tall ? heights.tallCard : heights.card) : heights.table));
}

// Read only once, because getComputedStyle forces a style recalculation.
function readRem(): number {
  return parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}

interface VirtualRowsOptions {
  bodyRef: RefObject<HTMLElement | null>;
  rows: readonly unknown[];
  height: number;
  /** The index of a row that is always rendered, because it has the focus. */
  pinned: number;
  /** Called with the index of the last visible row. */
  onReach: (index: number) => void;
}

/** Returns the rows near the viewport, or all for paper. The window scrolls, not an inner element, as users expect on a phone. */
export function useVirtualRows({ bodyRef, rows, height, pinned, onReach }: VirtualRowsOptions) {
  const scrollMargin = useTop(bodyRef);
  const isPrinting = useIsPrinting();
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => height,
    // Render rows immediately, before the position of the list is measured.
    initialRect: { width: window.innerWidth, height: window.innerHeight },
    overscan: 6,
    scrollMargin,
    scrollPaddingStart: covered.top,
    scrollPaddingEnd: covered.bottom,
    rangeExtractor: (range) => withPinned(range, pinned),
  });
  useLayoutEffect(() => {
    virtualizer.measure();
  }, [virtualizer, height]);

  const last = virtualizer.range?.endIndex ?? 0;
  useEffect(() => {
    onReach(last);
  }, [onReach, last]);

  return {
    height: virtualizer.getTotalSize(),
    rows: isPrinting
      ? rows.map((_, index) => ({ index, top: 0 }))
      : virtualizer.getVirtualItems().map(({ index, start }) => ({ index, top: start - scrollMargin })),
    perScreen: Math.max(1, Math.floor((window.innerHeight - covered.top - covered.bottom) / height)),
    scrollTo: (index: number) => virtualizer.scrollToIndex(index),
  };
}

function withPinned(range: Range, pinned: number): number[] {
  const indices = defaultRangeExtractor(range);
  const missing = pinned < range.count && !indices.includes(pinned);
  return missing ? [...indices, pinned].toSorted((a, b) => a - b) : indices;
}

/** Returns the distance of an element from the top of the page, which changes if content above it grows. */
function useTop(ref: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      if (ref.current) setTop(Math.round(ref.current.getBoundingClientRect().top + window.scrollY));
    };
    // Also called with the initial size, after layout. Measuring earlier would force another layout.
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [ref]);
  return top;
}
