import { Select } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";

import { recordQuery } from "@/lib/api/queries";
import type { Resource } from "@/lib/api/resource";

import type { FilterProps } from "./popover-filter";
import { noRecord, ReferenceSelect } from "./reference-select";
import { fieldTexts } from "./texts";

// Not a value of any field.
const unset = "-";

interface ChoiceFilterProps<Value extends string> extends FilterProps<Value> {
  labels: Readonly<Record<Value, string>>;
}

/** Filters a list by one of several values. */
export function ChoiceFilter<Value extends string>(props: ChoiceFilterProps<Value>) {
  const { label, labels, value, isUnset, onChange, placeholder = fieldTexts.filters.any(label) } = props;
  const values = Object.keys(labels) as Value[];
  const options: { value: Value | typeof unset; label: string }[] = values.map((each) => ({
    value: each,
    label: labels[each],
  }));
  if (isUnset !== undefined) options.push({ value: unset, label: fieldTexts.filters.notSet(label) });
  return (
    <Select<Value | typeof unset>
      clearable
      aria-label={fieldTexts.filters.by(label)}
      placeholder={placeholder}
      data={options}
      value={isUnset === true ? unset : (value ?? null)}
      onChange={(next) => {
        if (next === unset) onChange(undefined, false);
        else onChange(next ?? undefined);
      }}
    />
  );
}

const flags = { true: fieldTexts.yes, false: fieldTexts.no };

/** Filters a list by a boolean. */
export function FlagFilter({ label, value, onChange, ...props }: FilterProps<boolean>) {
  const option = (name: keyof typeof flags) => fieldTexts.filters.only(label, flags[name]);
  return (
    <ChoiceFilter
      {...props}
      label={label}
      labels={{ true: option("true"), false: option("false") }}
      value={value === undefined ? undefined : `${value}`}
      onChange={(next, set) => onChange(next && next === "true", set)}
    />
  );
}

interface ReferenceFilterProps extends FilterProps<number> {
  resource: Resource;
}

/** Filters a list by a referenced record. The URL contains only its id, so its name is loaded. */
export function ReferenceFilter(props: ReferenceFilterProps) {
  const { resource, label, value = 0, isUnset, onChange } = props;
  const { placeholder = fieldTexts.filters.any(label) } = props;
  const query = recordQuery(useQueryClient(), resource, value);
  const { data } = useQuery({ ...query, enabled: value !== 0 });
  return (
    <ReferenceSelect
      clearable
      resource={resource}
      aria-label={fieldTexts.filters.by(label)}
      placeholder={placeholder}
      none={isUnset === undefined ? undefined : fieldTexts.filters.notSet(label)}
      value={isUnset === true ? noRecord : value === 0 ? null : (data ?? null)}
      onChange={(record) => {
        if (record === noRecord) onChange(undefined, false);
        else onChange(record?.id);
      }}
    />
  );
}
