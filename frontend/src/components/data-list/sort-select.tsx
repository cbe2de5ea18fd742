import { NativeSelect } from "@mantine/core";

import type { ListDescription } from "./description";
import type { Order } from "./grid-head";
import classes from "./list-page.module.css";
import { texts } from "./texts";

interface SortSelectProps<Sort extends string> {
  list: Pick<ListDescription<never, Sort>, "sorts" | "sortLabels">;
  order: Order<Sort>;
}

/** The order of a list on a phone, where there are no column heads to press; the phone's own select is as light. */
export function SortSelect<Sort extends string>({ list, order }: SortSelectProps<Sort>) {
  const { sorts, sortLabels } = list;
  return (
    <NativeSelect
      className={classes.sort}
      size="xs"
      aria-label={texts.sortBy}
      data={sorts.map((sort) => ({ value: sort, label: sortLabels[sort] }))}
      value={order.sort}
      onChange={(event) => {
        const sort = sorts.find((each) => each === event.currentTarget.value);
        if (sort !== undefined) order.onSort(sort);
      }}
    />
  );
}
