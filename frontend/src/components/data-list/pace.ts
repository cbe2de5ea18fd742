/** In pixels a second: faster than the first, nobody reads what passes by, until it is slower than the second. */
const unreadable = 6000;
const readable = 2000;

/** How fast a page scrolls. */
export function createPace() {
  let offset = 0;
  let time = -Infinity;
  let moves = false;
  let fast = false;

  return {
    isFast: () => fast,
    /** Hears of each place that the page scrolls to, and of the end of it. */
    note: (nextOffset: number, isScrolling: boolean) => {
      const now = performance.now();
      // The first step has no time in which it was made.
      const speed = moves ? (Math.abs(nextOffset - offset) / (now - time)) * 1000 : 0;
      fast = isScrolling && speed > (fast ? readable : unreadable);
      [offset, time, moves] = [nextOffset, now, isScrolling];
    },
  };
}
