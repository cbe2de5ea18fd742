import { Button } from "@mantine/core";
import type { ButtonProps } from "@mantine/core";

import { useFocusBack } from "./focus";

interface LoadingButtonProps extends ButtonProps {
  "aria-label"?: string;
  type?: "button" | "submit";
  loading: boolean;
  onClick?: () => void;
}

/** A button that keeps the focus, although the browser takes it from a disabled one. */
export function LoadingButton({ loading, ...button }: LoadingButtonProps) {
  return <Button ref={useFocusBack(loading)} loading={loading} {...button} />;
}
