import { Button, Group, TextInput } from "@mantine/core";
import { useState } from "react";

import { formatTimeOfDay } from "@/lib/format";

import { describeRange, PopoverFilter } from "./popover-filter";
import type { RangeFilterProps } from "./popover-filter";
import { fieldTexts } from "./texts";

/** Filters a list by a range of times of day, which includes both ends. */
export function TimeRangeFilter({ from, to, onChange, ...props }: RangeFilterProps) {
  return (
    <PopoverFilter
      {...props}
      text={describeRange(from, to, formatTimeOfDay)}
      onClear={(set) => onChange(undefined, undefined, set)}
    >
      {(close) => (
        <Times
          from={from}
          to={to}
          onApply={(first, last) => {
            close();
            onChange(first, last);
          }}
        />
      )}
    </PopoverFilter>
  );
}

interface TimesProps {
  from: string | undefined;
  to: string | undefined;
  onApply: (from: string | undefined, to: string | undefined) => void;
}

function Times({ from = "", to = "", onApply }: TimesProps) {
  const [first, setFirst] = useState(from);
  const [last, setLast] = useState(to);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onApply(first || undefined, last || undefined);
      }}
    >
      <Group align="end" gap="xs">
        <TextInput
          type="time"
          label={fieldTexts.filters.first}
          value={first}
          onChange={(event) => setFirst(event.currentTarget.value)}
        />
        <TextInput
          type="time"
          label={fieldTexts.filters.last}
          value={last}
          onChange={(event) => setLast(event.currentTarget.value)}
        />
        <Button type="submit">{fieldTexts.filters.apply}</Button>
      </Group>
    </form>
  );
}
