import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useEffect, useState } from "react";

import { formTexts } from "./form-texts";

interface ConfirmDialogProps {
  title: string;
  question: string;
  confirm: string;
  cancel: string;
  onConfirm: () => void;
  onCancel: () => void;
}

/** A question before something is lost. The safe answer has the focus. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, question, confirm, cancel, onConfirm, onCancel } = props;
  useReturnFocus();
  return (
    <Modal
      opened
      centered
      title={title}
      onClose={onCancel}
      // It is no banner of the page, as a header would be.
      attributes={{ header: { role: "presentation" } }}
      closeButtonProps={{ "aria-label": formTexts.close }}
    >
      <Stack>
        <Text size="sm">{question}</Text>
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
 * Gives the focus back to what opened a dialog. Mantine does so when `opened` turns false; a dialog
 * that is open for as long as it is rendered has to see to it itself.
 */
export function useReturnFocus() {
  const [opener] = useState(() => document.activeElement);
  const [list] = useState(() => opener?.closest("[data-list]"));
  useEffect(
    () => () => {
      // What opened it may have gone with what was deleted: its list has another row.
      const target = opener?.isConnected ? opener : list?.querySelector('tr[tabindex="0"]');
      if (target instanceof HTMLElement) target.focus({ preventScroll: true });
    },
    [opener, list],
  );
}
