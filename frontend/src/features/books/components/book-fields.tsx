import { Group, Select, TextInput } from "@mantine/core";

import type { RecordForm } from "@/components/use-record-form";
import { currencySymbol } from "@/lib/format";

import type { BookFormValues } from "../form-values";
import { bookStatuses } from "../search";
import { statusLabels, texts } from "../texts";
import { AuthorSelect } from "./author-select";

const statusChoices = bookStatuses.map((value) => ({ value, label: statusLabels[value] }));

export function BookFields({ form }: { form: RecordForm<BookFormValues> }) {
  const field = form.getInputProps;
  return (
    <>
      <TextInput data-autofocus {...field("title")} />
      <TextInput inputMode="numeric" description={texts.hints.isbn} {...field("isbn")} />
      <AuthorSelect
        // It must not cover its own error when that brings the cursor here.
        openOnFocus={false}
        placeholder={texts.hints.author_id}
        {...field("author_id")}
        value={form.values.author_id}
      />
      <Group grow align="flex-start">
        <TextInput inputMode="decimal" leftSection={currencySymbol()} {...field("price")} />
        <TextInput type="date" {...field("published_on")} />
      </Group>
      <Select allowDeselect={false} data={statusChoices} {...field("status")} />
    </>
  );
}
