import { Skeleton } from "@mantine/core";

import type { Row } from "@/lib/api/resource";

import type { RecordDescription } from "../description";
import { usePermissions } from "../permissions";
import { gridStyle, isTall, placeOf } from "./columns";
import type { Columns } from "./columns";
import classes from "./data-grid.module.css";
import { GridHead } from "./grid-head";
import type { ListTable } from "./use-list-table";
import { useRowHeight } from "./use-virtual-rows";

interface GridSkeletonProps<Item extends Row> {
  list: RecordDescription<Item>;
  table: ListTable<Item>;
}

const rows = 12;

/** The placeholder of the grid while it loads, with the same layout. */
export function GridSkeleton<Item extends Row>({ list, table }: GridSkeletonProps<Item>) {
  const columns = table.options.columns as Columns<Item>;
  const { canEdit } = usePermissions();
  return (
    <table
      role="grid"
      aria-label={list.texts.title}
      aria-busy="true"
      className={classes.table}
      style={gridStyle(columns, list, canEdit)}
      data-reader={!canEdit || undefined}
    >
      <GridHead table={table} />
      <SkeletonRows columns={columns} count={rows} />
    </table>
  );
}

interface SkeletonRowsProps<Item extends Row> {
  columns: Columns<Item>;
  count: number;
}

export function SkeletonRows<Item extends Row>({ columns, count }: SkeletonRowsProps<Item>) {
  const height = useRowHeight(isTall(columns));
  const { canEdit } = usePermissions();
  return (
    <tbody style={{ height: count * height }} aria-hidden="true" data-skeleton>
      {Array.from({ length: count }, (_, index) => (
        <tr
          key={index}
          role="row"
          className={classes.row}
          style={{ height, transform: `translateY(${index * height}px)` }}
        >
          {canEdit && <td role="gridcell" className={classes.select} />}
          {columns.map(({ id, meta }, position) => (
            <td key={id} role="gridcell" className={classes.cell} {...placeOf(meta)}>
              <Skeleton h={12} my={4} w={widthOf(index, position)} display="inline-block" />
            </td>
          ))}
          <td role="gridcell" className={classes.actions} />
        </tr>
      ))}
    </tbody>
  );
}

/** Varies between rows, like real content. */
function widthOf(row: number, column: number): string {
  return `${45 + ((row * 37 + column * 53) % 45)}%`;
}
