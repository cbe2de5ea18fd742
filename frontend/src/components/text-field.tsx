import { TextInput } from "@mantine/core";
import type { TextInputProps } from "@mantine/core";

/** A required text. In a form of which every field is required, none needs an asterisk. */
export function TextField(props: TextInputProps) {
  return <TextInput required withAsterisk={false} {...props} />;
}
