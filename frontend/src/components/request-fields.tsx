import { PasswordInput, TextInput } from "@mantine/core";
import type { PasswordInputProps, TextInputProps } from "@mantine/core";

import { texts } from "./texts";

/** A required text. In a form of which every field is required, none needs an asterisk. */
export function TextField(props: TextInputProps) {
  return <TextInput required withAsterisk={false} {...props} />;
}

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

/** A password that the user chooses. */
export function NewPasswordField(props: PasswordInputProps) {
  return <PasswordField description={texts.passwordHint} autoComplete="new-password" {...props} />;
}

/** Tells password managers whose password a form is about. */
export function HiddenUsername({ email }: { email: string | undefined }) {
  if (email === undefined) return null;
  return <input hidden readOnly type="email" autoComplete="username" value={email} />;
}
