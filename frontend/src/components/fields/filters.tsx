import { Select } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";

import { recordQuery } from "@/lib/api/queries";
import type { Resource } from "@/lib/api/resource";

import { ReferenceSelect } from "./reference-select";
import { fieldTexts } from "./texts";

interface FilterProps<Value> {
  /** The label of the field. */
  label: string;
  /** The text of the empty filter. */
  placeholder?: string;
  value: Value | undefined;
  onChange: (value: Value | undefined) => void;
}

interface ChoiceFilterProps<Value extends string> extends FilterProps<Value> {
  labels: Readonly<Record<Value, string>>;
}

/** Filters a list by one of several values. */
export function ChoiceFilter<Value extends string>(props: ChoiceFilterProps<Value>) {
  const { label, labels, value, onChange, placeholder = fieldTexts.filters.any(label) } = props;
  const values = Object.keys(labels) as Value[];
  return (
    <Select<Value>
      clearable
      aria-label={fieldTexts.filters.by(label)}
      placeholder={placeholder}
      data={values.map((each) => ({ value: each, label: labels[each] }))}
      value={value ?? null}
      onChange={(next) => {
        onChange(next ?? undefined);
      }}
    />
  );
}

const flags = { true: fieldTexts.yes, false: fieldTexts.no };

/** Filters a list by a boolean. */
export function FlagFilter({ label, value, onChange }: FilterProps<boolean>) {
  const option = (name: keyof typeof flags) => fieldTexts.filters.only(label, flags[name]);
  return (
    <ChoiceFilter
      label={label}
      labels={{ true: option("true"), false: option("false") }}
      value={value === undefined ? undefined : `${value}`}
      onChange={(next) => {
        onChange(next && next === "true");
      }}
    />
  );
}

interface ReferenceFilterProps extends FilterProps<number> {
  resource: Resource;
}

/** Filters a list by a referenced record. The URL contains only its id, so its name is loaded. */
export function ReferenceFilter(props: ReferenceFilterProps) {
  const { resource, label, value = 0, onChange } = props;
  const { placeholder = fieldTexts.filters.any(label) } = props;
  const query = recordQuery(useQueryClient(), resource, value);
  const { data } = useQuery({ ...query, enabled: value !== 0 });
  return (
    <ReferenceSelect
      clearable
      resource={resource}
      aria-label={fieldTexts.filters.by(label)}
      placeholder={placeholder}
      value={value === 0 ? null : (data ?? null)}
      onChange={(record) => {
        onChange(record?.id);
      }}
    />
  );
}
