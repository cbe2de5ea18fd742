import { useMediaQuery } from "@mantine/hooks";
import { defaultRangeExtractor, useWindowVirtualizer } from "@tanstack/react-virtual";
import type { Range } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useState } from "react";
import type { RefObject } from "react";

/** In rem: every row is as high as every other, so that nothing has to be measured and nothing jumps. */
const heights = { table: 2.75, card: 4.5, tallCard: 6.25 };

/** What lies over the list at the top of the screen and at its bottom, in pixels: the bars. */
const covered = { top: 104, bottom: 76 };

export function useRowHeight(tall: boolean): number {
  const cards = useMediaQuery("(max-width: 48em)", undefined, { getInitialValueInEffect: false });
  const [rem] = useState(readRem);
  return Math.round(rem * (cards ? (tall ? heights.tallCard : heights.card) : heights.table));
}

// Asked once: the answer has the browser work out the style of the whole page.
function readRem(): number {
  return parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}

interface VirtualRowsOptions {
  bodyRef: RefObject<HTMLElement | null>;
  rows: readonly unknown[];
  height: number;
  /** A row that is rendered wherever it is: it has the focus, and would lose it. */
  kept: number;
  /** Hears of the last row on the screen. */
  onReach: (index: number) => void;
}

/**
 * Which rows are rendered: those near the screen. The page scrolls and not a box in it, as people expect it
 * on a phone.
 */
export function useVirtualRows({ bodyRef, rows, height, kept, onReach }: VirtualRowsOptions) {
  const scrollMargin = useTop(bodyRef);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => height,
    // The rows are there at once, and not only when their place is known.
    initialRect: { width: window.innerWidth, height: window.innerHeight },
    overscan: 6,
    scrollMargin,
    scrollPaddingStart: covered.top,
    scrollPaddingEnd: covered.bottom,
    rangeExtractor: (range) => withKept(range, kept),
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
    rows: virtualizer.getVirtualItems().map(({ index, start }) => ({ index, top: start - scrollMargin })),
    perScreen: Math.max(1, Math.floor((window.innerHeight - covered.top - covered.bottom) / height)),
    scrollTo: (index: number) => {
      virtualizer.scrollToIndex(index);
    },
  };
}

function withKept(range: Range, kept: number): number[] {
  const indices = defaultRangeExtractor(range);
  const missing = kept < range.count && !indices.includes(kept);
  return missing ? [...indices, kept].toSorted((a, b) => a - b) : indices;
}

/** How far the element is from the top of the page; what stands above it can grow. */
function useTop(ref: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      if (ref.current) setTop(Math.round(ref.current.getBoundingClientRect().top + window.scrollY));
    };
    // Hears of its first size too, when the page is laid out: asked for earlier, it would be laid out once more.
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => {
      observer.disconnect();
    };
  }, [ref]);
  return top;
}
