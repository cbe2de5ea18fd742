import type { Row } from "./description";

interface Slot {
  /** React's. */
  key: number;
  /** Passing by too fast to be read. */
  passing: boolean;
}

/**
 * Gives each row on the screen a slot. Where all rows are other ones than before, as after a jump, they take
 * the slots of those, and with them their elements: to change texts costs a fraction of making elements and
 * their styles. No element changes its place among the others; and where the records themselves are other
 * ones, nothing passes on: a row that is deleted takes its elements along, and the focus in them.
 */
export function createSlots() {
  let known: readonly Row[] = [];
  let slots = new Map<number, Slot>();
  let unused = 0;

  return (items: readonly Row[], indices: readonly number[], fast: boolean): Slot[] => {
    const ids = indices.flatMap((index) => items[index]?.id ?? []);
    const wanted = new Set(ids);
    const before = items === known ? [...slots] : [];
    const places = new Map(before.map(([id], place) => [id, place]));
    let next = 0;
    const slotOf = (id: number): Slot => {
      const own = slots.get(id);
      if (own) {
        next = (places.get(id) ?? 0) + 1;
        return { key: own.key, passing: own.passing && fast };
      }
      const [gone, free] = before[next] ?? [];
      if (gone === undefined || !free || wanted.has(gone)) return { key: unused++, passing: fast };
      next += 1;
      return { key: free.key, passing: fast };
    };
    slots = new Map(ids.map((id) => [id, slotOf(id)]));
    known = items;
    return [...slots.values()];
  };
}

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
