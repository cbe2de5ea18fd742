import { useRef, useState } from "react";
import type { CSSProperties, FocusEvent, KeyboardEvent, ReactNode } from "react";

import type { Row } from "@/lib/api/resource";

import type { RecordDescription } from "../description";
import { usePermissions } from "../permissions";
import { gridStyle, isTall } from "./columns";
import type { Columns } from "./columns";
import classes from "./data-grid.module.css";
import { GridHead } from "./grid-head";
import { GridRow } from "./grid-row";
import type { ListTable, TableRow } from "./use-list-table";
import { useRowFocus } from "./use-row-focus";
import { useRowHeight, useVirtualRows } from "./use-virtual-rows";

interface DataGridProps<Item extends Row> {
  list: RecordDescription<Item>;
  table: ListTable<Item>;
  /** The number of rows, loaded or not. Undefined until it is known. */
  total: number | undefined;
  /** Whether no row is loaded yet. */
  isLoading: boolean;
  onDelete: (item: Item) => void;
  /** Called with the index of the last visible row when it changes. */
  onReach: (index: number) => void;
  /** Further table content, below the rows. */
  children: ReactNode;
}

/** A virtualized table. On a narrow screen, its rows become cards. */
export function DataGrid<Item extends Row>(props: DataGridProps<Item>) {
  const { list, table, total, isLoading, onDelete, onReach, children } = props;
  const { canEdit } = usePermissions();
  const { rows } = table.getRowModel();
  const columns = table.options.columns as Columns<Item>;
  const tableRef = useRef<HTMLTableElement>(null);
  const bodyRef = useRef<HTMLTableSectionElement>(null);
  const [chosen, setActive] = useState(0);
  const active = Math.min(chosen, rows.length - 1);
  const height = useRowHeight(isTall(columns));
  const { scrollTo, perScreen, ...virtual } = useVirtualRows({
    ...{ bodyRef, rows, height, onReach },
    pinned: active,
  });
  const { move, target } = useRowFocus({
    ...{ tableRef, perScreen, active, setActive, scrollTo },
    count: rows.length,
  });

  function onKeyDown(event: KeyboardEvent<HTMLTableElement>) {
    const row = rowOf(event.target);
    if (!row || event.altKey || event.metaKey || event.ctrlKey) return;
    const next = target(event);
    if (next !== undefined) {
      event.preventDefault();
      if (event.shiftKey && canEdit) selectBetween(table, active, next);
      move(next);
    } else if (event.target === row) {
      // If a button or link in the row has the focus, it handles the other keys.
      onRowKey(event, row);
    }
  }

  function onRowKey(event: KeyboardEvent, row: HTMLElement) {
    const item = rows[active];
    if (!item) return;
    if (event.key === "Enter") row.querySelector("a")?.click();
    else if (!canEdit) return;
    else if (event.key === "e") row.querySelector<HTMLElement>("[data-edit]")?.click();
    else if (event.key === " " || event.key === "x") toggle(item, event.shiftKey);
    else if (event.key === "Delete") onDelete(item.original);
    else if (event.key === "Escape") table.resetRowSelection(true);
    else return;
    event.preventDefault();
  }

  return (
    <table
      ref={tableRef}
      role="grid"
      aria-label={list.texts.title}
      aria-busy={isLoading}
      aria-multiselectable={canEdit}
      // Includes the header row.
      aria-rowcount={total === undefined ? -1 : total + 1}
      className={classes.table}
      style={gridStyle(columns, list, canEdit)}
      data-reader={!canEdit || undefined}
      onKeyDown={onKeyDown}
      onFocus={(event: FocusEvent) => {
        const row = rowOf(event.target);
        if (row) setActive(Number(row.dataset.index));
      }}
    >
      <GridHead table={table} />
      <tbody ref={bodyRef} style={bodyStyle(virtual.height, height)} data-rows>
        {virtual.rows.map(({ index, top }) => {
          const row = rows[index];
          return (
            row && (
              <GridRow
                key={row.id}
                {...{ list, row, index, top, height, canEdit, onDelete }}
                active={index === active}
                selected={row.getIsSelected()}
                onToggle={toggle}
              />
            )
          );
        })}
      </tbody>
      {children}
    </table>
  );
}

/** Toggles a row. `range` extends the selection from the last toggled row. */
function toggle<Item extends Row>(row: TableRow<Item>, range: boolean) {
  const checked = !row.getIsSelected();
  row.getToggleSelectedHandler()({ target: { checked }, shiftKey: range });
}

/** Selects the rows between two indices, inclusive. */
function selectBetween<Item extends Row>(table: ListTable<Item>, from: number, to: number) {
  const { rows } = table.getRowModel();
  const between = rows.slice(Math.min(from, to), Math.max(from, to) + 1);
  table.setRowSelection((before) => ({
    ...before,
    ...Object.fromEntries(between.map(({ id }) => [id, true as const])),
  }));
}

function bodyStyle(height: number, rowHeight: number): CSSProperties {
  return { height, "--row-height": `${rowHeight}px` } as CSSProperties;
}

function rowOf(target: EventTarget): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("tr[data-index]") : null;
}
