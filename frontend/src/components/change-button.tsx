import type { ButtonProps } from "@mantine/core";

import { LoadingButton } from "./loading-button";

export interface ChangeButtonProps extends ButtonProps {
  "aria-label"?: string;
  /** A mutation without variables. */
  change: { mutate: () => void; isPending: boolean };
}

/** A button that changes something. */
export function ChangeButton({ change, ...button }: ChangeButtonProps) {
  return (
    <LoadingButton variant="default" loading={change.isPending} onClick={() => change.mutate()} {...button} />
  );
}
