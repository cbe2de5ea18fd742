import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

import { formTexts } from "./form-texts";
import { useReturnFocus } from "./use-return-focus";

interface ConfirmDialogProps {
  title: string;
  question: string;
  confirm: string;
  cancel: string;
  pending?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
  children?: ReactNode;
}

/** A question before something is lost. The safe answer has the focus. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const {
    title,
    question,
    confirm,
    cancel,
    pending = false,
    onConfirm,
    onCancel,
    children,
  } = props;
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
        {children}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel} data-autofocus>
            {cancel}
          </Button>
          <Button color="red.9" loading={pending} onClick={onConfirm}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
