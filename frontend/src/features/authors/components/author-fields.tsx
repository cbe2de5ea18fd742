import { TextInput, Textarea } from "@mantine/core";

import type { RecordForm } from "@/components/use-record-form";

import type { AuthorFormValues } from "../form-values";

export function AuthorFields({ form }: { form: RecordForm<AuthorFormValues> }) {
  const field = form.getInputProps;
  return (
    <>
      <TextInput data-autofocus {...field("name")} />
      <Textarea autosize minRows={4} maxRows={16} {...field("biography")} />
    </>
  );
}
