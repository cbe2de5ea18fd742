import { Select } from "@mantine/core";

import type { ListDescription } from "./description";
import type { Order } from "./grid-head";
import classes from "./list-page.module.css";
import { texts } from "./texts";

interface SortSelectProps<Sort extends string> {
  list: Pick<ListDescription<never, Sort>, "sorts" | "sortLabels">;
  order: Order<Sort>;
}

/** The order of a list on a phone, where there are no column heads to press. */
export function SortSelect<Sort extends string>({ list, order }: SortSelectProps<Sort>) {
  const { sorts, sortLabels } = list;
  return (
    <Select<Sort>
      className={classes.sort}
      size="xs"
      aria-label={texts.sortBy}
      allowDeselect={false}
      data={sorts.map((sort) => ({ value: sort, label: sortLabels[sort] }))}
      value={order.sort}
      onChange={(sort) => {
        if (sort !== null) order.onSort(sort);
      }}
    />
  );
}
