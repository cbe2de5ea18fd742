import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { ComponentProps } from "react";

import type { ChangeButtonProps } from "../change-button";
import { ConfirmDialog } from "../confirm-dialog";

interface ConfirmButtonProps extends ChangeButtonProps {
  question: Omit<ComponentProps<typeof ConfirmDialog>, "onConfirm" | "onCancel">;
}

/** A button that asks before it changes something. */
export function ConfirmButton({ question, change, ...button }: ConfirmButtonProps) {
  const [asking, { open, close }] = useDisclosure();
  return (
    <>
      <Button variant="default" loading={change.isPending} onClick={open} {...button} />
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
