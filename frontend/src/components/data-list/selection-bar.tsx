import { Button, CloseButton, Paper, Text } from "@mantine/core";

import { formatCount, formatNumber } from "@/lib/format";
import type { Noun } from "@/lib/format";

import { TrashIcon } from "../icons";
import classes from "./selection-bar.module.css";
import { texts } from "./texts";

interface SelectionBarProps {
  count: number;
  noun: Noun;
  onDelete: () => void;
  onClear: () => void;
}

/** As many as the API deletes in one transaction. */
const most = 1000;

/** What can be done with the selected rows. It lies over the page and moves nothing. */
export function SelectionBar({ count, noun, onDelete, onClear }: SelectionBarProps) {
  const tooMany = count > most;
  return (
    <Paper
      role="region"
      aria-label={texts.selection}
      className={classes.bar}
      shadow="lg"
      radius="lg"
      withBorder
    >
      <Text size="sm" fw={550} role="status" px="xs">
        {texts.selected(formatCount(count, noun))}
      </Text>
      {tooMany && (
        <Text size="xs" c="dimmed">
          {texts.tooMany(formatNumber(most))}
        </Text>
      )}
      <Button
        size="xs"
        color="red.9"
        leftSection={<TrashIcon size={14} />}
        disabled={tooMany}
        onClick={onDelete}
      >
        {texts.delete}
      </Button>
      <CloseButton
        aria-label={texts.clearSelection}
        title={texts.clearSelection}
        onClick={onClear}
      />
    </Paper>
  );
}
