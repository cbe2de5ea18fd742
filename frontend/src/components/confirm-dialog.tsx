import { Button, Group, Modal, Stack, Text } from "@mantine/core";

import { formTexts } from "./form-texts";
import { useReturnFocus } from "./use-return-focus";

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
