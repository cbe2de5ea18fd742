import { Skeleton } from "@mantine/core";

import classes from "./data-grid.module.css";
import type { ListDescription, Row } from "./description";
import { gridStyle, isTall, placeOf } from "./grid-cell";
import { GridHead } from "./grid-head";
import type { Order } from "./grid-head";
import { useRowHeight } from "./use-virtual-rows";

interface GridSkeletonProps<Item extends Row, Sort extends string> {
  list: ListDescription<Item, Sort>;
  order: Order<Sort>;
}

const rows = 12;

/** The grid before its first rows are there, in the same places and heights. */
export function GridSkeleton<Item extends Row, Sort extends string>(
  props: GridSkeletonProps<Item, Sort>,
) {
  const { list, order } = props;
  return (
    <table
      role="grid"
      aria-label={list.texts.title}
      aria-busy="true"
      className={classes.table}
      style={gridStyle(list)}
    >
      <GridHead columns={list.columns} order={order} />
      <SkeletonRows list={list} count={rows} />
    </table>
  );
}

export function SkeletonRows<Item extends Row, Sort extends string>({
  list,
  count,
}: {
  list: ListDescription<Item, Sort>;
  count: number;
}) {
  const height = useRowHeight(isTall(list));
  return (
    <tbody style={{ height: count * height }} aria-hidden="true" data-skeleton>
      {Array.from({ length: count }, (_, index) => (
        <tr
          key={index}
          role="row"
          className={classes.row}
          style={{ height, transform: `translateY(${index * height}px)` }}
        >
          <td role="gridcell" className={classes.select} />
          {list.columns.map((column, position) => (
            <td
              key={column.label}
              role="gridcell"
              className={classes.cell}
              {...placeOf(column, position)}
            >
              <Skeleton h={12} my={4} w={widthOf(index, position)} display="inline-block" />
            </td>
          ))}
          <td role="gridcell" className={classes.actions} />
        </tr>
      ))}
    </tbody>
  );
}

/** Differs from row to row, as real texts do. */
function widthOf(row: number, column: number): string {
  return `${45 + ((row * 37 + column * 53) % 45)}%`;
}
