import { VisuallyHidden } from "@mantine/core";
import { memo } from "react";

import classes from "./data-grid.module.css";
import type { Column, Row } from "./description";
import { placeOf } from "./grid-cell";
import { SelectBox } from "./select-box";
import { SortButton } from "./sort-button";
import { texts } from "./texts";
import type { Selection } from "./use-selection";

export interface Order<Sort extends string> {
  sort: Sort;
  onSort: (sort: Sort) => void;
}

interface GridHeadProps<Item extends Row, Sort extends string> {
  columns: readonly Column<Item, Sort>[];
  order: Order<Sort>;
  /** Without one there is nothing to select yet. */
  selection?: Selection<Item>;
}

/** Stays on the screen while the rows scroll below it. */
function PlainHead<Item extends Row, Sort extends string>(props: GridHeadProps<Item, Sort>) {
  const { columns, order, selection } = props;
  return (
    <thead className={classes.head}>
      <tr role="row" aria-rowindex={1} className={classes.headRow}>
        <th role="columnheader" className={classes.select}>
          <SelectBox
            label={texts.selectAll}
            checked={selection?.all ?? false}
            indeterminate={
              selection !== undefined && selection.selected.length > 0 && !selection.all
            }
            onToggle={() => selection?.toggleAll()}
          />
          <span aria-hidden="true" className={classes.selectAll}>
            {texts.selectAll}
          </span>
        </th>
        {columns.map((column, position) => (
          <th
            key={column.label}
            role="columnheader"
            aria-sort={column.sort && directionOf(column.sort, order.sort)}
            className={classes.cell}
            {...placeOf(column, position)}
          >
            {column.sort === undefined ? (
              column.label
            ) : (
              <SortButton
                label={column.label}
                direction={directionOf(column.sort, order.sort)}
                onPress={() => {
                  order.onSort(nextSort(column.sort as Sort, order.sort));
                }}
              />
            )}
          </th>
        ))}
        <th role="columnheader" className={classes.actions}>
          <VisuallyHidden>{texts.actions}</VisuallyHidden>
        </th>
      </tr>
    </thead>
  );
}

// Scrolling renders the grid again and again, and changes nothing here.
export const GridHead = memo(PlainHead) as typeof PlainHead;

function directionOf(field: string, sort: string) {
  if (sort === field) return "ascending";
  return sort === `-${field}` ? "descending" : "none";
}

/** Ascending, and the other way round when pressed again. */
function nextSort<Sort extends string>(field: Sort, sort: Sort): Sort {
  return sort === field ? (`-${field}` as Sort) : field;
}
