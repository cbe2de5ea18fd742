import { Checkbox, Select, Textarea, TextInput } from "@mantine/core";
import type { SelectProps, TextareaProps, TextInputProps } from "@mantine/core";
import type { ReactNode } from "react";

import { currencySymbol, formatDate, formatMoney, formatNumber, formatTime } from "@/lib/format";
import { toLocalTime, toMoment } from "@/lib/local-time";
import { ruleTexts } from "@/lib/rule-texts";

import type { Field, FieldOptions } from "./field";
import { fieldTexts } from "./texts";

type TextOptions = FieldOptions &
  Pick<TextInputProps, "description" | "inputMode" | "placeholder"> & {
    /** What the API gets: the text without white space around it, unless said otherwise. */
    write?: (text: string) => unknown;
  };

/** A field of text that is shown as it was typed. */
function typed(
  render: (props: TextInputProps) => ReactNode,
  { description, inputMode, placeholder, ...options }: TextOptions,
): Field<string> {
  const given = { description, inputMode, placeholder };
  return {
    blank: "",
    read: String,
    write: (text) => text.trim(),
    show: (text) => text,
    Input: (props) => render({ ...given, ...props } as TextInputProps),
    format: ruleTexts.notInFormat,
    orders: fieldTexts.orders.text,
    ...options,
  };
}

/** One line of text. */
export function text(options: TextOptions = {}) {
  return typed((props) => <TextInput {...props} />, options);
}

/** Several lines of text. */
export function longText(options: TextOptions = {}) {
  return typed(
    (props) => <Textarea autosize minRows={4} maxRows={16} {...(props as TextareaProps)} />,
    options,
  );
}

export function integer(options: TextOptions = {}): Field<string> {
  return {
    ...text({
      inputMode: "numeric",
      format: ruleTexts.notWhole,
      orders: fieldTexts.orders.number,
      write: Number,
      ...options,
    }),
    show: (number) => formatNumber(Number(number)),
    align: "end",
    labeled: true,
  };
}

/** An amount of money, as a decimal string: it is never turned into a float. */
export function decimal(options: TextOptions = {}): Field<string> {
  return {
    ...typed((props) => <TextInput leftSection={currencySymbol()} {...props} />, {
      inputMode: "decimal",
      format: ruleTexts.notAnAmount,
      orders: fieldTexts.orders.number,
      write: (amount) => amount.trim().replace(",", "."),
      ...options,
    }),
    show: formatMoney,
    align: "end",
  };
}

/** A day without a time. */
export function date(options: TextOptions = {}): Field<string> {
  const format = { format: ruleTexts.notADate, orders: fieldTexts.orders.time };
  return {
    ...typed((props) => <TextInput type="date" {...props} />, { ...format, ...options }),
    show: formatDate,
  };
}

/** A moment, in the user's time zone. */
export function dateTime(options: TextOptions = {}): Field<string> {
  const format = { format: ruleTexts.notADate, orders: fieldTexts.orders.time };
  return {
    ...typed((props) => <TextInput type="datetime-local" {...props} />, {
      write: toMoment,
      ...format,
      ...options,
    }),
    read: (moment) => toLocalTime(String(moment)),
    show: (time) => formatTime(toMoment(time)),
  };
}

/** Yes or no. */
export function flag(options: FieldOptions = {}): Field<boolean> {
  return {
    blank: false,
    read: Boolean,
    write: (value) => value,
    show: (value) => (value ? fieldTexts.yes : fieldTexts.no),
    Input: ({ value, ...props }) => <Checkbox {...props} checked={value === true} />,
    format: ruleTexts.notAllowed,
    orders: fieldTexts.orders.number,
    labeled: true,
    ...options,
  };
}

/** Yes, no, or neither. */
export function optionalFlag(options: FieldOptions = {}): Field<boolean | null> {
  const data = [
    { value: true, label: fieldTexts.yes },
    { value: false, label: fieldTexts.no },
  ];
  const Input = (props: object) => (
    <Select<boolean> clearable placeholder={fieldTexts.notSet} data={data} {...props} />
  );
  return { ...(flag(options) as Field<boolean | null>), blank: null, Input };
}

type ChoiceOptions<Value> = FieldOptions & { optional?: true; show?: (value: Value) => ReactNode };

/** One of some values, by their labels. */
export function choice<Value extends string>(
  labels: Readonly<Record<Value, string>>,
  { optional, ...options }: ChoiceOptions<Value> = {},
): Field<Value | null> {
  const values = Object.keys(labels) as Value[];
  const data = values.map((value) => ({ value, label: labels[value] }));
  const usual: Partial<SelectProps<Value>> = optional
    ? { clearable: true, placeholder: fieldTexts.notSet }
    : { allowDeselect: false };
  return {
    blank: null,
    read: (value) => value as Value,
    write: (value) => value,
    show: (value) => value && labels[value],
    Input: (props) => <Select<Value> {...usual} data={data} {...(props as Partial<SelectProps<Value>>)} />,
    format: ruleTexts.notAllowed,
    orders: fieldTexts.orders.text,
    ...(options as Partial<Field<Value | null>>),
  };
}
