import { memo } from "react";

import classes from "./data-grid.module.css";
import type { ListDescription, Row } from "./description";

interface PassingRowProps<Item extends Row, Sort extends string> {
  list: ListDescription<Item, Sort>;
  item: Item;
  index: number;
  /** In pixels, from the top of the list. */
  top: number;
  height: number;
}

/** A row that passes by too fast to be read or used: what it is called, for those who look for a place. */
function PlainPassingRow<Item extends Row, Sort extends string>(
  props: PassingRowProps<Item, Sort>,
) {
  const { list, item, index, top, height } = props;
  return (
    <tr
      role="row"
      aria-rowindex={index + 2}
      className={classes.row}
      style={{ height, transform: `translateY(${top}px)` }}
      data-passing
    >
      <td role="gridcell" className={classes.cell} data-card="title">
        {list.name(item)}
      </td>
      <td role="gridcell" className={classes.rest} />
    </tr>
  );
}

export const PassingRow = memo(PlainPassingRow) as typeof PlainPassingRow;
