import { Skeleton } from "@mantine/core";
import { lazy, Suspense } from "react";

import { formatDate } from "@/lib/format";
import { toLocalTime, toMoment } from "@/lib/local-time";

import { describeRange, PopoverFilter } from "./popover-filter";
import type { RangeFilterProps } from "./popover-filter";

// Loaded when it is first opened, because it is larger than the list.
const DateRangePicker = lazy(async () => ({
  default: (await import("./date-range-picker")).DateRangePicker,
}));

interface DateRangeFilterProps extends RangeFilterProps {
  /** Whether the values are points in time; the user chooses days in the local time zone. */
  time?: true;
}

/** Filters a list by a range of dates, which includes both ends. */
export function DateRangeFilter({ time, onChange, ...props }: DateRangeFilterProps) {
  const { from: first, to: last, ...filter } = props;
  const [from, to] = [first, last].map((value) =>
    value !== undefined && time ? toLocalTime(value).slice(0, 10) : value,
  );

  function choose(first: string, last: string) {
    if (time) onChange(toMoment(`${first}T00:00:00`), toMoment(`${last}T23:59:59.999`));
    else onChange(first, last);
  }

  return (
    <PopoverFilter
      {...filter}
      text={describeRange(from, to, formatDate)}
      onClear={(set) => onChange(undefined, undefined, set)}
    >
      {(close) => (
        <Suspense fallback={<Skeleton w={370} h={246} />}>
          <DateRangePicker
            from={from}
            to={to}
            onChoose={(first, last) => {
              close();
              choose(first, last);
            }}
          />
        </Suspense>
      )}
    </PopoverFilter>
  );
}
