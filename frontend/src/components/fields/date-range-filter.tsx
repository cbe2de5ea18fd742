import { Button, CloseButton, Input, InputBase, Popover, Skeleton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { lazy, Suspense } from "react";

import { formatDate } from "@/lib/format";
import { toLocalTime, toMoment } from "@/lib/local-time";

import { fieldTexts } from "./texts";

// Loaded when it is first opened, because it is larger than the list.
const DateRangePicker = lazy(async () => ({
  default: (await import("./date-range-picker")).DateRangePicker,
}));

interface DateRangeFilterProps {
  /** The label of the field. */
  label: string;
  /** The text of the empty filter. */
  placeholder?: string;
  /** The first and last date. Without one, the range is open. */
  from: string | undefined;
  to: string | undefined;
  /** Whether the values are points in time; the user chooses days in the local time zone. */
  time?: true;
  /** For a field that can be empty: whether the filter shows only records without a value. */
  isUnset?: boolean;
  /** `set` is false to show only records without a value. */
  onChange: (from: string | undefined, to: string | undefined, set?: false) => void;
}

/** Filters a list by a range of dates, which includes both ends. */
export function DateRangeFilter(props: DateRangeFilterProps) {
  const { label, placeholder = fieldTexts.filters.any(label), time = false, onChange } = props;
  const [opened, { close, toggle }] = useDisclosure(false);
  const [from, to] = [props.from, props.to].map((value) =>
    value !== undefined && time ? toLocalTime(value).slice(0, 10) : value,
  );
  const isSet = props.isUnset === true || from !== undefined || to !== undefined;
  const text = props.isUnset === true ? fieldTexts.filters.notSet(label) : describe(from, to, placeholder);

  function choose(first: string, last: string) {
    close();
    if (time) onChange(toMoment(`${first}T00:00:00`), toMoment(`${last}T23:59:59.999`));
    else onChange(first, last);
  }

  return (
    <Popover opened={opened} onChange={toggle} shadow="md" trapFocus position="bottom-start">
      <Popover.Target>
        <InputBase
          component="button"
          type="button"
          pointer
          w={isSet ? 240 : 180}
          aria-label={`${fieldTexts.filters.by(label)}: ${text}`}
          onClick={toggle}
          rightSectionPointerEvents={isSet ? "all" : "none"}
          rightSection={
            isSet && (
              <CloseButton
                size="sm"
                aria-label={fieldTexts.filters.clear(label)}
                onClick={() => {
                  onChange(undefined, undefined);
                }}
              />
            )
          }
        >
          {isSet ? text : <Input.Placeholder>{text}</Input.Placeholder>}
        </InputBase>
      </Popover.Target>
      <Popover.Dropdown>
        {props.isUnset !== undefined && (
          <Button
            fullWidth
            mb="xs"
            size="xs"
            variant="default"
            onClick={() => {
              close();
              onChange(undefined, undefined, false);
            }}
          >
            {fieldTexts.notSet}
          </Button>
        )}
        <Suspense fallback={<Skeleton w={370} h={246} />}>
          <DateRangePicker from={from} to={to} onChoose={choose} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}

function describe(from: string | undefined, to: string | undefined, placeholder: string): string {
  if (from === undefined && to === undefined) return placeholder;
  if (from === undefined) return fieldTexts.filters.until(formatDate(to ?? ""));
  if (to === undefined) return fieldTexts.filters.from(formatDate(from));
  return from === to ? formatDate(from) : fieldTexts.filters.between(formatDate(from), formatDate(to));
}
