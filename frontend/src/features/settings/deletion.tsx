import { Alert, Button, Stack, Text } from "@mantine/core";
import IconAlertTriangle from "@tabler/icons-react/icons/IconAlertTriangle";
import { useState } from "react";

import { ConfirmDialog } from "@/components/confirm-dialog";
import { formatDate } from "@/lib/format";

import { deleteAccount, keepAccount, useChange } from "./api";
import { Section } from "./section";
import { texts as allTexts } from "./texts";

const texts = allTexts.deletion;

export function Deletion() {
  const [asking, setAsking] = useState(false);
  const remove = useChange(deleteAccount, { done: undefined, failed: texts.failed });
  return (
    <Section title={texts.title} description={texts.description}>
      <Button
        variant="default"
        c="var(--mantine-color-error)"
        loading={remove.isPending}
        onClick={() => {
          setAsking(true);
        }}
      >
        {texts.action}
      </Button>
      {asking && (
        <ConfirmDialog
          {...texts.question}
          onConfirm={() => {
            setAsking(false);
            remove.mutate();
          }}
          onCancel={() => {
            setAsking(false);
          }}
        />
      )}
    </Section>
  );
}

/** Shown while the account waits for its deletion. */
export function ScheduledDeletion({ date }: { date: string }) {
  const keep = useChange(keepAccount, { done: () => texts.kept, failed: texts.failed });
  return (
    <Alert
      role="status"
      color="orange"
      icon={<IconAlertTriangle aria-hidden />}
      title={texts.scheduled(formatDate(date))}
    >
      <Stack align="flex-start">
        <Text size="sm">{texts.scheduledDetail}</Text>
        <Button
          loading={keep.isPending}
          onClick={() => {
            keep.mutate();
          }}
        >
          {texts.keep}
        </Button>
      </Stack>
    </Alert>
  );
}
