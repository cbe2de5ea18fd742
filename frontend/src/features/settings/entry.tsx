import { Button, Text } from "@mantine/core";
import { useState } from "react";

import { ConfirmDialog } from "@/components/confirm-dialog";

import { useChange } from "./api";
import classes from "./settings.module.css";

interface EntryProps {
  name: string;
  mark?: string | undefined;
  detail: string;
  texts: {
    remove: string;
    removeLabel: string;
    done: string;
    removeFailed: string;
    question: { title: string; question: string; confirm: string; cancel: string };
  };
  remove: () => Promise<unknown>;
}

/** Something that signs in as the user, and can be removed. */
export function Entry({ name, mark, detail, texts, remove }: EntryProps) {
  const [asking, setAsking] = useState(false);
  const change = useChange(remove, { done: () => texts.done, failed: texts.removeFailed });
  return (
    <li>
      <div className={classes.entry}>
        <div className={classes.device}>
          {name}
          {mark !== undefined && <span className={classes.current}>{mark}</span>}
        </div>
        <Text size="sm" c="dimmed">
          {detail}
        </Text>
      </div>
      <Button
        variant="default"
        size="xs"
        flex="none"
        aria-label={texts.removeLabel}
        loading={change.isPending}
        onClick={() => {
          setAsking(true);
        }}
      >
        {texts.remove}
      </Button>
      {asking && (
        <ConfirmDialog
          {...texts.question}
          onConfirm={() => {
            setAsking(false);
            change.mutate();
          }}
          onCancel={() => {
            setAsking(false);
          }}
        />
      )}
    </li>
  );
}
