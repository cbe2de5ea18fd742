import { Button } from "@mantine/core";
import type { ButtonProps } from "@mantine/core";

export interface ChangeButtonProps extends ButtonProps {
  "aria-label"?: string;
  /** A mutation without variables. */
  change: { mutate: () => void; isPending: boolean };
}

/** A button that changes something. */
export function ChangeButton({ change, ...button }: ChangeButtonProps) {
  return (
    <Button
      variant="default"
      loading={change.isPending}
      onClick={() => {
        change.mutate();
      }}
      {...button}
    />
  );
}
