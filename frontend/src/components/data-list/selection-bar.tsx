import { Button, CloseButton, Paper, Text } from "@mantine/core";
import type { ReactNode } from "react";
import IconTrash from "@tabler/icons-react/icons/IconTrash";

import { formatCount, formatNumber } from "@/lib/format";
import type { Noun } from "@/lib/format";

import { LoadingButton } from "../loading-button";
import classes from "./selection-bar.module.css";
import { texts } from "./texts";

interface SelectionBarProps {
  count: number;
  /** The number of matching rows, if some are not loaded. */
  total: number | undefined;
  noun: Noun;
  /** Whether the other rows are being loaded. */
  selecting: boolean;
  /** Selects all matching rows, not only those that are loaded. */
  onSelectAll: () => void;
  onDelete: () => void;
  onClear: () => void;
  /** More actions. */
  children?: ReactNode;
}

/** The maximum that the API deletes in one request. */
const max = 1000;

/** The actions for the selected rows. Overlays the page, so nothing shifts. */
export function SelectionBar(props: SelectionBarProps) {
  const { count, total, noun, selecting, onSelectAll, onDelete, onClear, children } = props;
  const tooMany = count > max;
  return (
    <Paper
      role="region"
      aria-label={texts.selection}
      className={classes.bar}
      data-selection-bar
      shadow="lg"
      radius="lg"
      withBorder
    >
      <Text size="sm" fw={550} role="status" px="xs">
        {texts.selected(formatCount(count, noun))}
      </Text>
      {total !== undefined && total <= max && (
        <LoadingButton size="xs" variant="default" loading={selecting} onClick={onSelectAll}>
          {texts.selectAllMatching(formatCount(total, noun))}
        </LoadingButton>
      )}
      {tooMany && (
        <Text size="xs" c="dimmed">
          {texts.tooMany(formatNumber(max))}
        </Text>
      )}
      {children}
      <Button
        size="xs"
        color="red.9"
        leftSection={<IconTrash aria-hidden size={14} />}
        disabled={tooMany}
        onClick={onDelete}
      >
        {texts.delete}
      </Button>
      <CloseButton aria-label={texts.clearSelection} title={texts.clearSelection} onClick={onClear} />
    </Paper>
  );
}
