import { Button, Group, Kbd, NativeSelect, Text } from "@mantine/core";
import IconDownload from "@tabler/icons-react/icons/IconDownload";
import { useState } from "react";

import { formatCount, formatNumber } from "@/lib/format";
import type { Noun } from "@/lib/format";
import { writeAddress } from "@/lib/search-params";
// region teams
import { teamPath } from "@/lib/team-path";
// endregion

import type { RecordDescription } from "../description";
import { usePermissions } from "../permissions";
import { sortLabelOf } from "./columns";
import classes from "./list-page.module.css";
import { texts } from "./texts";

type ListSummaryProps = RowCountProps & SortSelectProps & { search: object };

/** The line above a list: the row count, the keyboard shortcuts, the sort order and the export. */
export function ListSummary({ list, search, sort, onSort, ...count }: ListSummaryProps) {
  return (
    <Group justify="space-between" wrap="nowrap" gap={20} mb={8}>
      <RowCount {...count} />
      <KeyHints />
      <SortSelect {...{ list, sort, onSort }} />
      <Button
        component="a"
        href={`${teamPath()}${list.resource.path}/export${writeAddress(search)}`}
        download
        variant="subtle"
        color="gray"
        size="compact-sm"
        className={classes.export}
        aria-label={texts.export}
      >
        <IconDownload aria-hidden size={16} />
        <span className={classes.exportLabel}>{texts.export}</span>
      </Button>
    </Group>
  );
}

interface RowCountProps {
  noun: Noun;
  /** The number of loaded rows. Undefined until the first rows arrive. */
  loaded: number | undefined;
  /** Whether all rows are loaded. */
  complete: boolean;
  /** The total number of rows, as counted by the server. */
  total: number | undefined;
  /** Whether loading failed. The error is shown in place of the rows. */
  failed: boolean;
  /** Whether the rows match the current search. Until then, the previous text is kept. */
  settled: boolean;
}

/** Shows how many rows are loaded. */
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
  // Without a count, or if other users' changes made it outdated, show the number of loaded rows.
  if (total === undefined || total <= loaded) return texts.first(count);
  return texts.of(formatNumber(loaded), formatCount(total, noun));
}

const hints = [
  { keys: ["↑", "↓"], action: texts.keys.move },
  { keys: ["Enter"], action: texts.keys.open },
  { keys: ["Space"], action: texts.keys.select },
  { keys: ["/"], action: texts.keys.search },
];

/** The keyboard shortcuts of a list. */
function KeyHints() {
  const { canEdit } = usePermissions();
  const shown = hints.filter(({ action }) => canEdit || action !== texts.keys.select);
  return (
    <p className={classes.keys} aria-label={texts.keys.label}>
      {shown.map(({ keys, action }) => (
        <span key={action}>
          {keys.map((key) => (
            <Kbd key={key} size="xs">
              {key}
            </Kbd>
          ))}
          {action}
        </span>
      ))}
    </p>
  );
}

interface SortSelectProps {
  list: RecordDescription;
  sort: string;
  onSort: (sort: string) => void;
}

/** Sets the order on a phone, where the list has no column headers. A native select needs little code. */
function SortSelect({ list, sort, onSort }: SortSelectProps) {
  return (
    <NativeSelect
      className={classes.sort}
      size="xs"
      aria-label={texts.sortBy}
      data={list.sorts.map((value) => ({ value, label: sortLabelOf(list, value) }))}
      value={sort}
      onChange={(event) => onSort(event.currentTarget.value)}
    />
  );
}
