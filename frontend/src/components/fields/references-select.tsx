import { MultiSelect } from "@mantine/core";
import type { MultiSelectProps } from "@mantine/core";

import type { Resource } from "@/lib/api/resource";

import type { Referred } from "./kinds";
import { fieldTexts } from "./texts";
import { useChoices } from "./use-choices";

interface ReferencesSelectProps extends Omit<
  MultiSelectProps<number>,
  "data" | "value" | "defaultValue" | "onChange" | "resource"
> {
  resource: Resource;
  value: Referred[];
  onChange: (value: Referred[]) => void;
}

/** A select of any number of records, which searches on the server. */
export function ReferencesSelect({ resource, value, onChange, ...props }: ReferencesSelectProps) {
  const { items, selectProps } = useChoices(resource, value);
  return (
    <MultiSelect<number>
      clearable
      hidePickedOptions
      openOnFocus={false}
      placeholder={value.length === 0 ? fieldTexts.searchPlaceholder : ""}
      data={items.map((item) => ({ value: item.id, label: resource.nameOf(item) }))}
      value={value.map(({ id }) => id)}
      onChange={(ids) => onChange(ids.flatMap((id) => items.find((item) => item.id === id) ?? []))}
      {...selectProps}
      {...props}
    />
  );
}
