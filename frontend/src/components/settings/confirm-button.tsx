import { useDisclosure } from "@mantine/hooks";

import type { ChangeButtonProps } from "../change-button";
import { ConfirmDialog } from "../confirm-dialog";
import type { Question } from "../confirm-dialog";
import { LoadingButton } from "../loading-button";

interface ConfirmButtonProps extends ChangeButtonProps {
  question: Question;
}

/** A button that asks before it changes something. */
export function ConfirmButton({ question, change, ...button }: ConfirmButtonProps) {
  const [asking, { open, close }] = useDisclosure();
  return (
    <>
      <LoadingButton variant="default" loading={change.isPending} onClick={open} {...button} />
      {asking && (
        <ConfirmDialog
          {...question}
          onConfirm={() => {
            close();
            change.mutate();
          }}
          onCancel={close}
        />
      )}
    </>
  );
}
