import { Loader, Select } from "@mantine/core";
import type { SelectProps } from "@mantine/core";
import { useDebouncedValue, useDisclosure } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { choicesQuery } from "@/lib/api/queries";
import type { Resource, Row } from "@/lib/api/resource";
import { ruleTexts } from "@/lib/rule-texts";

import type { Field, FieldOptions } from "./field";
import { fieldTexts } from "./texts";

/** As much of another record as a field shows. */
type Referred = Pick<Row, "id">;

interface ReferenceSelectProps extends Omit<
  SelectProps<number>,
  "data" | "value" | "defaultValue" | "onChange" | "resource"
> {
  resource: Resource;
  value: Referred | null;
  onChange: (value: Referred | null) => void;
}

/** Searches on the server: there may be more records than a browser can hold. */
export function ReferenceSelect({ resource, value, onChange, ...props }: ReferenceSelectProps) {
  const [opened, { open, close }] = useDisclosure(false);
  const [text, setText] = useState("");
  const name = value && resource.nameOf(value);
  // The box shows the chosen name, which is not a search.
  const [search] = useDebouncedValue(text === name ? "" : text.trim(), 200);
  const found = useQuery({
    ...choicesQuery(resource, search),
    placeholderData: keepPreviousData,
    enabled: opened,
  });

  const items: Referred[] = [...(found.data?.items ?? [])];
  if (value && !items.some(({ id }) => id === value.id)) items.unshift(value);

  return (
    <Select<number>
      searchable
      placeholder={fieldTexts.searchPlaceholder}
      data={items.map((item) => ({ value: item.id, label: resource.nameOf(item) }))}
      value={value?.id ?? null}
      onChange={(id) => {
        onChange(items.find((item) => item.id === id) ?? null);
      }}
      // The server has filtered already.
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

type ReferenceOptions = FieldOptions & { from: string; optional?: true; placeholder?: string };

/** Another record, chosen by its name. `from` is what a response calls it. */
export function reference(
  resource: Resource,
  { optional, placeholder, ...options }: ReferenceOptions,
): Field<Referred | null> {
  const given = {
    resource,
    ...(optional && { clearable: true }),
    ...(placeholder && { placeholder }),
  };
  return {
    blank: null,
    read: (record) => record as Referred,
    write: (record) => record?.id,
    show: (record) => record && resource.nameOf(record),
    Input: (props) => (
      // It must not cover its own error when that brings the cursor here.
      <ReferenceSelect
        openOnFocus={false}
        {...given}
        {...(props as unknown as Omit<ReferenceSelectProps, "resource">)}
      />
    ),
    format: ruleTexts.notAllowed,
    orders: fieldTexts.orders.text,
    ...options,
  };
}
