import { Button, Group, Stack, Text } from "@mantine/core";

import { Dialog } from "./dialog";
import { formTexts } from "./form-texts";

export interface Question {
  title: string;
  question: string;
  /** What else happens. */
  note?: string | undefined;
  confirm: string;
  /** The safe option. */
  cancel?: string;
}

interface ConfirmDialogProps extends Question {
  onConfirm: () => void;
  onCancel: () => void;
}

/** Asks for confirmation before a destructive action. The safe option has the focus. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, question, note, confirm, cancel = formTexts.cancel, onConfirm, onCancel } = props;
  return (
    <Dialog title={title} onClose={onCancel}>
      <Stack>
        <Text size="sm">{question}</Text>
        <Text size="sm" fw={500} role="status" hidden={note === undefined}>
          {note}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel} data-autofocus>
            {cancel}
          </Button>
          <Button color="red.9" onClick={onConfirm}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
