import { Button } from "@mantine/core";
import type { ButtonProps } from "@mantine/core";
import { useState } from "react";
import type { ComponentProps } from "react";

import { ConfirmDialog } from "../confirm-dialog";

interface ConfirmButtonProps extends ButtonProps {
  "aria-label"?: string;
  question: Omit<ComponentProps<typeof ConfirmDialog>, "onConfirm" | "onCancel">;
  change: { mutate: () => void; isPending: boolean };
}

/** A button that asks before it changes something. */
export function ConfirmButton({ question, change, ...button }: ConfirmButtonProps) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        variant="default"
        loading={change.isPending}
        onClick={() => {
          setAsking(true);
        }}
        {...button}
      />
      {asking && (
        <ConfirmDialog
          {...question}
          onConfirm={() => {
            setAsking(false);
            change.mutate();
          }}
          onCancel={() => {
            setAsking(false);
          }}
        />
      )}
    </>
  );
}
