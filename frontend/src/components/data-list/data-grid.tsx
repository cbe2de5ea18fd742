import { useRef, useState } from "react";
import type { CSSProperties, FocusEvent, KeyboardEvent, ReactNode } from "react";

import classes from "./data-grid.module.css";
import type { ListDescription, Row } from "./description";
import { gridStyle, isTall } from "./grid-cell";
import { GridHead } from "./grid-head";
import type { Order } from "./grid-head";
import { GridRow, PassingRow } from "./grid-row";
import { useRowFocus } from "./use-row-focus";
import type { Selection } from "./use-selection";
import { useRowHeight, useVirtualRows } from "./use-virtual-rows";

interface DataGridProps<Item extends Row, Sort extends string> {
  list: ListDescription<Item, Sort>;
  items: readonly Item[];
  /** How many rows there are, loaded or not; unknown for now. */
  total: number | undefined;
  order: Order<Sort>;
  selection: Selection<Item>;
  onDelete: (item: Item) => void;
  /** The last row on the screen, each time that it changes. */
  onReach: (index: number) => void;
  /** More of the table, below the rows. */
  children: ReactNode;
}

/** A table of any length; on a narrow screen its rows become cards. */
export function DataGrid<Item extends Row, Sort extends string>(props: DataGridProps<Item, Sort>) {
  const { list, items, total, order, selection, onDelete, onReach, children } = props;
  const tableRef = useRef<HTMLTableElement>(null);
  const bodyRef = useRef<HTMLTableSectionElement>(null);
  const [chosen, setActive] = useState(0);
  const active = Math.min(chosen, items.length - 1);
  const height = useRowHeight(isTall(list));
  const { scrollTo, perScreen, ...virtual } = useVirtualRows({
    ...{ bodyRef, items, height, onReach },
    kept: active,
  });
  const { move, target } = useRowFocus({
    ...{ tableRef, perScreen, active, setActive, scrollTo },
    count: items.length,
  });

  function onKeyDown(event: KeyboardEvent<HTMLTableElement>) {
    const row = rowOf(event.target);
    if (!row || event.altKey || event.metaKey || event.ctrlKey) return;
    const next = target(event);
    if (next !== undefined) {
      event.preventDefault();
      if (event.shiftKey) selection.extend(active, next);
      move(next);
    } else if (event.target === row) {
      // Other keys are those of the button or link that has the focus.
      onRowKey(event, row);
    }
  }

  function onRowKey(event: KeyboardEvent, row: HTMLElement) {
    const item = items[active];
    if (event.key === "Enter") row.querySelector("a")?.click();
    else if (event.key === " " || event.key === "x") selection.toggle(active, event.shiftKey);
    else if (event.key === "Delete" && item) onDelete(item);
    else if (event.key === "Escape") selection.clear();
    else return;
    event.preventDefault();
  }

  return (
    <table
      ref={tableRef}
      role="grid"
      aria-label={list.texts.title}
      aria-multiselectable="true"
      // The head is a row too.
      aria-rowcount={total === undefined ? -1 : total + 1}
      className={classes.table}
      style={gridStyle(list)}
      onKeyDown={onKeyDown}
      onFocus={(event: FocusEvent) => {
        const row = rowOf(event.target);
        if (row) setActive(Number(row.dataset.index));
      }}
    >
      <GridHead columns={list.columns} order={order} selection={selection} />
      <tbody ref={bodyRef} style={bodyStyle(virtual.height, height)} data-rows>
        {virtual.rows.map(({ index, key, top, passing }) => {
          const item = items[index];
          if (!item) return null;
          const place = { list, item, index, top, height };
          if (passing && index !== active) return <PassingRow key={key} {...place} />;
          return (
            <GridRow
              key={key}
              {...place}
              active={index === active}
              selected={selection.ids.has(item.id)}
              onToggle={selection.toggle}
              onDelete={onDelete}
            />
          );
        })}
      </tbody>
      {children}
    </table>
  );
}

function bodyStyle(height: number, rowHeight: number): CSSProperties {
  return { height, "--row-height": `${rowHeight}px` } as CSSProperties;
}

function rowOf(target: EventTarget): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("tr[data-index]") : null;
}
