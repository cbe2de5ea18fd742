import { Text } from "@mantine/core";
import { useState } from "react";

import { formatCount, formatNumber } from "@/lib/format";
import type { Noun } from "@/lib/format";

import { texts } from "./texts";

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
export function RowCount({ settled, failed, ...count }: RowCountProps) {
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
