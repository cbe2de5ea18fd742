import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useEffect, useState } from "react";

import { formTexts } from "./form-texts";

interface ConfirmDialogProps {
  title: string;
  question: string;
  /** What else happens. */
  note?: string | undefined;
  confirm: string;
  cancel: string;
  onConfirm: () => void;
  onCancel: () => void;
}

/** Asks for confirmation before a destructive action. The safe option has the focus. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, question, note, confirm, cancel, onConfirm, onCancel } = props;
  useReturnFocus();
  return (
    <Modal opened title={title} onClose={onCancel} closeButtonProps={{ "aria-label": formTexts.close }}>
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
    </Modal>
  );
}

/**
 * Returns the focus to the element that opened a dialog. Mantine only does so when `opened` changes to false, but
 * these dialogs are unmounted instead.
 */
export function useReturnFocus() {
  const [opener] = useState(() => document.activeElement);
  const [list] = useState(() => opener?.closest("[data-list]"));
  useEffect(
    () => () => {
      // If the opener was deleted with its row, focus another row of the list.
      const target = opener?.isConnected ? opener : list?.querySelector('tr[tabindex="0"]');
      if (target instanceof HTMLElement) target.focus({ preventScroll: true });
    },
    [opener, list],
  );
}
