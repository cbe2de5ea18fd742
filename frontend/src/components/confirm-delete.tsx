import { Alert, Button, Group, Modal, Stack, Text } from "@mantine/core";

import { describeError } from "@/lib/api/problem";

import { AlertIcon } from "./icons";
import { useReturnFocus } from "./use-return-focus";

interface ConfirmDeleteProps {
  title: string;
  question: string;
  /** Why the last attempt failed. */
  error: unknown;
  pending: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}

export function ConfirmDelete(props: ConfirmDeleteProps) {
  const { title, question, error, pending, onConfirm, onCancel } = props;
  useReturnFocus();
  return (
    <Modal
      opened
      centered
      title={title}
      onClose={onCancel}
      // It is no banner of the page, as a header would be.
      attributes={{ header: { role: "presentation" } }}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <Stack>
        <Text size="sm">{question}</Text>
        {error !== null && (
          <Alert role="alert" color="red" icon={<AlertIcon />}>
            {describeError(error).detail}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel} data-autofocus>
            Cancel
          </Button>
          <Button color="red.9" loading={pending} onClick={onConfirm}>
            Delete
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
