import { useState } from "react";

import type { Row } from "./description";

const nothing = { ids: new Set<number>() as ReadonlySet<number>, anchor: undefined };

/**
 * Which rows are selected. What is not loaded cannot be seen and is not selected: `selected` is a part of
 * `items` at all times. `view` is what is listed; another view begins without a selection.
 */
export function useSelection<Item extends Row>(items: readonly Item[], view: string) {
  const [state, setState] = useState<{
    view: string;
    ids: ReadonlySet<number>;
    /** Where a range begins: the row that was chosen last. */
    anchor: number | undefined;
  }>({ view, ...nothing });
  const { ids, anchor } = state.view === view ? state : nothing;
  const selected = ids.size === 0 ? [] : items.filter(({ id }) => ids.has(id));
  const all = items.length > 0 && selected.length === items.length;

  const select = (next: Iterable<number>, from?: number) => {
    setState({ view, ids: new Set(next), anchor: from });
  };

  const extend = (from: number, to: number) => {
    const [first, last] = from < to ? [from, to] : [to, from];
    const between = items.slice(first, last + 1).map(({ id }) => id);
    select([...ids, ...between], anchor ?? items[from]?.id);
  };

  /** Selects a row or takes it out; with `range`, everything between it and the row chosen last. */
  const toggle = (index: number, range: boolean) => {
    const id = items[index]?.id;
    const start = range ? items.findIndex((item) => item.id === anchor) : -1;
    if (id === undefined) return;
    if (start !== -1) extend(start, index);
    else select(ids.has(id) ? [...ids].filter((other) => other !== id) : [...ids, id], id);
  };

  return {
    ids,
    selected,
    all,
    toggle,
    /** Selects all rows from one to another. */
    extend,
    toggleAll: () => {
      select(all ? [] : items.map(({ id }) => id));
    },
    clear: () => {
      select([]);
    },
  };
}

export type Selection<Item extends Row> = ReturnType<typeof useSelection<Item>>;
