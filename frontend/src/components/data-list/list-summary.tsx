import { Kbd, NativeSelect, Text } from "@mantine/core";
import { useState } from "react";

import { formatCount, formatNumber } from "@/lib/format";
import type { Noun } from "@/lib/format";

import type { ListDescription } from "./description";
import type { Order } from "./grid-head";
import classes from "./list-page.module.css";
import { texts } from "./texts";

type ListSummaryProps<Sort extends string> = RowCountProps & SortSelectProps<Sort>;

/** The line above a list. */
export function ListSummary<Sort extends string>({
  list,
  order,
  ...count
}: ListSummaryProps<Sort>) {
  return (
    <div className={classes.summary}>
      <RowCount {...count} />
      <KeyHints />
      <SortSelect list={list} order={order} />
    </div>
  );
}

interface RowCountProps {
  noun: Noun;
  /** Loaded rows, before the first ones nothing. */
  loaded: number | undefined;
  /** Whether these are all. */
  complete: boolean;
  /** How many there are, as the server counts them. */
  total: number | undefined;
  /** No rows came: the page says why, in their place. */
  failed: boolean;
  /** While what is shown and what is asked for differ, the last words stay. */
  settled: boolean;
}

/** How much of the list is loaded. */
function RowCount({ settled, failed, ...count }: RowCountProps) {
  const [words, setWords] = useState("");
  const now = settled ? describe(count) : words;
  if (now !== words) setWords(now);
  return (
    <Text role="status" size="sm" c="dimmed" fw={550} mih="1.55em" opacity={settled ? 1 : 0.6}>
      {now === "" && !failed ? texts.loading : now}
    </Text>
  );
}

function describe({
  noun,
  loaded,
  complete,
  total,
}: Omit<RowCountProps, "settled" | "failed">): string {
  if (loaded === undefined) return "";
  const count = formatCount(loaded, noun);
  if (complete) return count;
  // Without a count, or with one that others' changes have made untrue, it is at least known what is here.
  if (total === undefined || total <= loaded) return texts.first(count);
  return texts.of(formatNumber(loaded), formatCount(total, noun));
}

const hints = [
  { keys: ["↑", "↓"], does: texts.keys.move },
  { keys: ["Enter"], does: texts.keys.open },
  { keys: ["Space"], does: texts.keys.select },
  { keys: ["/"], does: texts.keys.search },
];

/** What the keyboard does in a list. */
function KeyHints() {
  return (
    <p className={classes.keys} aria-label={texts.keys.label}>
      {hints.map(({ keys, does }) => (
        <span key={does}>
          {keys.map((key) => (
            <Kbd key={key} size="xs">
              {key}
            </Kbd>
          ))}
          {does}
        </span>
      ))}
    </p>
  );
}

interface SortSelectProps<Sort extends string> {
  list: Pick<ListDescription<never, Sort>, "sorts" | "sortLabels">;
  order: Order<Sort>;
}

/** The order of a list on a phone, where there are no column heads to press; the phone's own select is as light. */
function SortSelect<Sort extends string>({ list, order }: SortSelectProps<Sort>) {
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
