import { PasswordInput } from "@mantine/core";
import type { PasswordInputProps } from "@mantine/core";

import { texts } from "./texts";

/** A required password, which can be shown. */
export function PasswordField(props: PasswordInputProps) {
  return (
    <PasswordInput
      // Mantine leaves it out.
      aria-invalid={Boolean(props.error)}
      visibilityToggleButtonProps={{ "aria-label": texts.showPassword }}
      required
      withAsterisk={false}
      {...props}
    />
  );
}
