import { Alert } from "@mantine/core";

import { describeError } from "@/lib/api/problem";

import { ConfirmDialog } from "./confirm-dialog";
import { formTexts } from "./form-texts";
import { AlertIcon } from "./icons";

interface ConfirmDeleteProps {
  title: string;
  question: string;
  /** Why the last attempt failed. */
  error?: unknown;
  pending?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}

export function ConfirmDelete({ error = null, ...dialog }: ConfirmDeleteProps) {
  return (
    <ConfirmDialog {...formTexts.remove} {...dialog}>
      {error !== null && (
        <Alert role="alert" color="red" icon={<AlertIcon />}>
          {describeError(error).detail}
        </Alert>
      )}
    </ConfirmDialog>
  );
}
