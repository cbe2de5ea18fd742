import { Skeleton } from "@mantine/core";

import type { Row } from "@/lib/api/resource";

import { usePermissions } from "../permissions";
import { isTall, placeOf } from "./columns";
import type { Columns } from "./columns";
import classes from "./data-grid.module.css";
import { useRowHeight } from "./use-virtual-rows";

interface SkeletonRowsProps<Item extends Row> {
  columns: Columns<Item>;
  count: number;
}

/** Placeholders of rows that are not loaded. */
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
