import { Select } from "@mantine/core";
import type { SelectProps } from "@mantine/core";

import type { Resource } from "@/lib/api/resource";

import type { Referred } from "./kinds";
import { fieldTexts } from "./texts";
import { useChoices } from "./use-choices";

export interface ReferenceSelectProps extends Omit<
  SelectProps<number>,
  "data" | "value" | "defaultValue" | "onChange" | "resource"
> {
  resource: Resource;
  /** The label of an option before the records, whose value is `noRecord`. */
  none?: string | undefined;
  value: Referred | null;
  onChange: (value: Referred | null) => void;
}

// No record has this id.
export const noRecord: Referred = { id: 0 };

/** A select that searches on the server. */
export function ReferenceSelect({ resource, none, value, onChange, ...props }: ReferenceSelectProps) {
  const selected = value === null || value === noRecord ? [] : [value];
  const { items, selectProps } = useChoices(resource, selected, none === undefined ? [] : [none]);
  const options = items.map((item) => ({ value: item.id, label: resource.nameOf(item) }));

  return (
    <Select<number>
      placeholder={fieldTexts.searchPlaceholder}
      data={none === undefined ? options : [{ value: noRecord.id, label: none }, ...options]}
      value={value?.id ?? null}
      onChange={(id) => onChange([noRecord, ...items].find((item) => item.id === id) ?? null)}
      {...selectProps}
      {...props}
    />
  );
}
