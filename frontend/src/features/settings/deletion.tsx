import { Alert, Stack, Text } from "@mantine/core";
import IconAlertTriangle from "@tabler/icons-react/icons/IconAlertTriangle";

import { ChangeButton } from "@/components/change-button";
import { ConfirmButton } from "@/components/settings/confirm-button";
import { Section } from "@/components/settings/section";
import { useChange } from "@/components/use-change";
import { formatDate } from "@/lib/format";

import { deleteAccount, keepAccount } from "./api";
import { texts as allTexts } from "./texts";

const texts = allTexts.deletion;

export function Deletion() {
  const remove = useChange(deleteAccount, { failed: texts.failed });
  return (
    <Section title={texts.title} description={texts.description}>
      <ConfirmButton c="var(--mantine-color-error)" question={texts.question} change={remove}>
        {texts.action}
      </ConfirmButton>
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
        <ChangeButton variant="filled" change={keep}>
          {texts.keep}
        </ChangeButton>
      </Stack>
    </Alert>
  );
}
