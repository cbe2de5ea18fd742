import { Checkbox, Select, Textarea, TextInput } from "@mantine/core";
import type { CheckboxProps, TextareaProps, TextInputProps } from "@mantine/core";
import type { ComponentType } from "react";

import { currencySymbol } from "@/lib/format";

import type { Input } from "./field";
import { ReferenceSelect } from "./reference-select";
import type { ReferenceSelectProps } from "./reference-select";
import { ReferencesSelect } from "./references-select";

const inputs: Record<Input["type"], ComponentType<never>> = {
  text: TextInput,
  longText: (props: TextareaProps) => <Textarea autosize minRows={4} maxRows={16} {...props} />,
  amount: (props: TextInputProps) => <TextInput leftSection={currencySymbol()} {...props} />,
  date: (props: TextInputProps) => <TextInput type="date" {...props} />,
  dateTime: (props: TextInputProps) => <TextInput type="datetime-local" {...props} />,
  time: (props: TextInputProps) => <TextInput type="time" {...props} />,
  json: (props: TextareaProps) => (
    <Textarea autosize minRows={4} maxRows={16} spellCheck={false} ff="monospace" {...props} />
  ),
  flag: ({ value, ...props }: Omit<CheckboxProps, "value"> & { value: unknown }) => (
    <Checkbox {...props} checked={value === true} />
  ),
  choice: Select,
  // Do not open on focus: the dropdown would cover the error message when the form focuses an invalid field.
  references: ReferencesSelect,
  reference: (props: ReferenceSelectProps) => <ReferenceSelect openOnFocus={false} {...props} />,
};

interface FieldInputProps {
  input: Input;
  label: string;
  required?: boolean;
  withAsterisk?: boolean;
  "data-autofocus": true | undefined;
}

/** Renders the input of a field with the props of the form, such as label, value and error. */
export function FieldInput({ input: { type, ...given }, ...props }: FieldInputProps) {
  const Input = inputs[type] as ComponentType<object>;
  return <Input {...given} {...props} />;
}
