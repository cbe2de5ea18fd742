import "@mantine/dates/styles.layer.css";

import { DatePicker } from "@mantine/dates";
import dayjs from "dayjs";
import { useState } from "react";

import classes from "./date-range-picker.module.css";
import { fieldTexts } from "./texts";

interface DateRangePickerProps {
  from: string | undefined;
  to: string | undefined;
  onChoose: (from: string, to: string) => void;
}

/** A calendar to choose the first and the last date of a range, with some usual ranges. */
export function DateRangePicker({ from, to, onChoose }: DateRangePickerProps) {
  // From an open range, the first click starts a new one.
  const initial = from !== undefined && to !== undefined ? [from, to] : [null, null];
  const [range, setRange] = useState(initial as [string | null, string | null]);
  return (
    <DatePicker
      type="range"
      allowSingleDateInRange
      hideOutsideDates
      weekendDays={[]}
      ariaLabels={fieldTexts.calendar}
      classNames={{ datePickerRoot: classes.picker, presetsList: classes.presets }}
      defaultDate={from ?? to ?? day(dayjs())}
      presets={presets()}
      value={range}
      onChange={(next) => {
        setRange(next);
        if (next[0] !== null && next[1] !== null) onChoose(next[0], next[1]);
      }}
    />
  );
}

function presets() {
  const today = dayjs();
  const { week, month, year, previousYear } = fieldTexts.filters.presets;
  const preset = (label: string, from: dayjs.Dayjs, to = today) => ({
    label,
    value: [day(from), day(to)] as [string, string],
  });
  const last = today.subtract(1, "year");
  return [
    preset(week, today.subtract(6, "days")),
    preset(month, today.subtract(29, "days")),
    preset(year, today.startOf("year"), today.endOf("year")),
    preset(previousYear, last.startOf("year"), last.endOf("year")),
  ];
}

function day(date: dayjs.Dayjs): string {
  return date.format("YYYY-MM-DD");
}
