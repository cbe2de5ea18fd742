import { Loader, Select } from "@mantine/core";
import type { SelectProps } from "@mantine/core";
import { useDebouncedValue, useDisclosure } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { choicesQuery } from "@/lib/api/queries";
import type { Resource } from "@/lib/api/resource";

import type { Referred } from "./kinds";
import { fieldTexts } from "./texts";

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

/** A select that searches on the server, because there may be too many records to load. */
export function ReferenceSelect({ resource, none, value, onChange, ...props }: ReferenceSelectProps) {
  const [opened, { open, close }] = useDisclosure(false);
  const [text, setText] = useState("");
  const labelOf = (item: Referred) => (item === noRecord ? (none ?? "") : resource.nameOf(item));
  const name = value && labelOf(value);
  // The name of the selected record is not a search.
  const [search] = useDebouncedValue(text === name ? "" : text.trim(), 200);
  const found = useQuery({
    ...choicesQuery(resource, search),
    placeholderData: keepPreviousData,
    enabled: opened,
  });

  const items: Referred[] = [...(none === undefined ? [] : [noRecord]), ...(found.data?.items ?? [])];
  if (value && !items.some(({ id }) => id === value.id)) items.unshift(value);

  return (
    <Select<number>
      searchable
      placeholder={fieldTexts.searchPlaceholder}
      data={items.map((item) => ({ value: item.id, label: labelOf(item) }))}
      value={value?.id ?? null}
      onChange={(id) => {
        onChange(items.find((item) => item.id === id) ?? null);
      }}
      // The server has already filtered the options.
      filter={({ options }) => options}
      onSearchChange={setText}
      onDropdownOpen={open}
      onDropdownClose={close}
      nothingFoundMessage={found.isPending ? <Loader size="xs" /> : fieldTexts.noMatches}
      comboboxProps={{ shadow: "md" }}
      {...props}
    />
  );
}
