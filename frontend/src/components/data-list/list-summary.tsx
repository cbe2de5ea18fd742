import { Kbd, NativeSelect, Text } from "@mantine/core";
import { useState } from "react";

import { formatCount, formatNumber } from "@/lib/format";
import type { Noun } from "@/lib/format";

import { sortLabelOf } from "./columns";
import type { ListDescription } from "./description";
import classes from "./list-page.module.css";
import { texts } from "./texts";

type ListSummaryProps = RowCountProps & SortSelectProps;

/** The line above a list. */
export function ListSummary({ list, sort, onSort, ...count }: ListSummaryProps) {
  return (
    <div className={classes.summary}>
      <RowCount {...count} />
      <KeyHints />
      <SortSelect {...{ list, sort, onSort }} />
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
  /** While what is shown and what is asked for differ, the last text stays. */
  settled: boolean;
}

/** How much of the list is loaded. */
function RowCount({ settled, failed, ...count }: RowCountProps) {
  const [last, setLast] = useState("");
  const now = settled ? describe(count) : last;
  if (now !== last) setLast(now);
  return (
    <Text role="status" size="sm" c="dimmed" fw={550} mih="1.55em" opacity={settled ? 1 : 0.6}>
      {now === "" && !failed ? texts.loading : now}
    </Text>
  );
}

function describe({ noun, loaded, complete, total }: Omit<RowCountProps, "settled" | "failed">): string {
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

interface SortSelectProps {
  list: Pick<ListDescription<never, never>, "sorts" | "fields" | "texts">;
  sort: string;
  onSort: (sort: string) => void;
}

/** The order of a list on a phone, where there are no column heads to press; the phone's own select is as light. */
function SortSelect({ list, sort, onSort }: SortSelectProps) {
  return (
    <NativeSelect
      className={classes.sort}
      size="xs"
      aria-label={texts.sortBy}
      data={list.sorts.map((value) => ({ value, label: sortLabelOf(list, value) }))}
      value={sort}
      onChange={(event) => {
        onSort(event.currentTarget.value);
      }}
    />
  );
}
