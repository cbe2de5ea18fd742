import { TextInput, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";

import { FormLayout } from "@/components/form-layout";
import { focusFirstError, showFieldErrors } from "@/lib/form-errors";

import { authorFields, authorRules, toBody } from "../form-values";
import type { AuthorFormValues } from "../form-values";
import { texts } from "../texts";
import type { AuthorCreate } from "../types";

interface AuthorFormProps {
  initialValues: AuthorFormValues;
  submitLabel: string;
  error: unknown;
  pending: boolean;
  /** `onError` puts what the server complains of at the fields. */
  onSubmit: (body: AuthorCreate, options: { onError: (error: unknown) => void }) => void;
  onCancel: () => void;
}

// A required field is the usual one: what is marked is the optional.
const required = { required: true, withAsterisk: false };

export function AuthorForm({ initialValues, onSubmit, ...layout }: AuthorFormProps) {
  const form = useForm<AuthorFormValues>({ initialValues, validate: authorRules });
  const submit = form.onSubmit(
    (values) => {
      onSubmit(toBody(values), {
        onError: (error) => {
          showFieldErrors(form, error, authorFields);
        },
      });
    },
    (errors) => {
      focusFirstError(form, errors, authorFields);
    },
  );
  return (
    <FormLayout fields={authorFields} onSubmit={submit} {...layout}>
      <TextInput
        {...required}
        data-autofocus
        label={texts.fields.name}
        {...form.getInputProps("name")}
      />
      <Textarea
        autosize
        minRows={6}
        maxRows={16}
        label={texts.fields.biography}
        {...form.getInputProps("biography")}
      />
    </FormLayout>
  );
}
