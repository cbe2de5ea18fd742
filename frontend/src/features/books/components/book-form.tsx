import { Group, Select, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";

import { FormLayout } from "@/components/form-layout";
import { focusFirstError, showFieldErrors } from "@/lib/form-errors";
import { currencySymbol } from "@/lib/format";

import { bookFields, bookRules, toBody } from "../form-values";
import type { BookFormValues } from "../form-values";
import { bookStatuses } from "../search";
import { statusLabels, texts } from "../texts";
import type { BookCreate } from "../types";
import { AuthorSelect } from "./author-select";

interface BookFormProps {
  initialValues: BookFormValues;
  submitLabel: string;
  error: unknown;
  pending: boolean;
  /** `onError` puts what the server complains of at the fields. */
  onSubmit: (body: BookCreate, options: { onError: (error: unknown) => void }) => void;
  onCancel: () => void;
}

const statusChoices = bookStatuses.map((value) => ({ value, label: statusLabels[value] }));

// A required field is the usual one: what is marked is the optional.
const required = { required: true, withAsterisk: false };

export function BookForm({ initialValues, onSubmit, ...layout }: BookFormProps) {
  const form = useForm<BookFormValues>({ initialValues, validate: bookRules });
  const submit = form.onSubmit(
    (values) => {
      onSubmit(toBody(values), {
        onError: (error) => {
          showFieldErrors(form, error, bookFields);
        },
      });
    },
    (errors) => {
      focusFirstError(form, errors, bookFields);
    },
  );
  return (
    <FormLayout fields={bookFields} onSubmit={submit} {...layout}>
      <TextInput
        {...required}
        data-autofocus
        label={texts.fields.title}
        {...form.getInputProps("title")}
      />
      <TextInput
        {...required}
        inputMode="numeric"
        label={texts.fields.isbn}
        description={texts.fields.isbnHint}
        {...form.getInputProps("isbn")}
      />
      <AuthorSelect
        {...required}
        // It must not cover its own error when that brings the cursor here.
        openOnFocus={false}
        label={texts.fields.author}
        placeholder={texts.fields.authorPlaceholder}
        {...form.getInputProps("author_id")}
        value={form.values.author_id}
      />
      <Group grow align="flex-start">
        <TextInput
          {...required}
          inputMode="decimal"
          label={texts.fields.price}
          leftSection={currencySymbol}
          {...form.getInputProps("price")}
        />
        <TextInput
          {...required}
          type="date"
          label={texts.fields.published}
          {...form.getInputProps("published_on")}
        />
      </Group>
      <Select
        {...required}
        allowDeselect={false}
        label={texts.fields.status}
        data={statusChoices}
        {...form.getInputProps("status")}
      />
    </FormLayout>
  );
}
