import type { TextInputProps } from "@mantine/core";
import type { ReactNode } from "react";

import type { Resource, Row } from "@/lib/api/resource";
import { formatDuration, parseDuration } from "@/lib/duration";
import {
  formatDate,
  formatDecimal,
  formatMoney,
  formatNumber,
  formatTime,
  formatTimeOfDay,
} from "@/lib/format";
import { formatLink, toLink } from "@/lib/link";
import { toLocalTime, toMoment } from "@/lib/local-time";
import { ruleTexts } from "@/lib/rule-texts";

import type { Field, FieldOptions, Input } from "./field";
import { fieldTexts } from "./texts";

type TextOptions = FieldOptions &
  Pick<TextInputProps, "description" | "inputMode" | "placeholder"> & {
    /** Converts the text to a value for the API. Trims white space by default. */
    write?: (text: string) => unknown;
  };

/** A field that is edited as text. */
function textField(
  type: Input["type"],
  { description, inputMode, placeholder, ...options }: TextOptions,
): Field<string> {
  return {
    blank: "",
    read: String,
    write: (text) => text.trim(),
    show: (text) => text,
    input: { type, description, inputMode, placeholder },
    format: ruleTexts.notInFormat,
    orders: fieldTexts.orders.text,
    ...options,
  };
}

/** A single line of text. */
export function text(options: TextOptions = {}) {
  return textField("text", options);
}

/** Several lines of text. */
export function longText(options: TextOptions = {}) {
  return textField("longText", options);
}

export function email(options: TextOptions = {}): Field<string> {
  return {
    ...text({ inputMode: "email", format: ruleTexts.notAnEmail, ...options }),
    href: (address) => `mailto:${address}`,
  };
}

/** A link to another site. Without `https://`, the text is completed. */
export function url(options: TextOptions = {}): Field<string> {
  return {
    ...text({ inputMode: "url", format: ruleTexts.notALink, write: toLink, ...options }),
    show: formatLink,
    href: (link) => link,
  };
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

/** A number with two decimals, as a string, which is never converted to a float. */
export function decimal(options: TextOptions = {}): Field<string> {
  return {
    ...text({
      inputMode: "decimal",
      format: ruleTexts.notADecimal,
      orders: fieldTexts.orders.number,
      write: (number) => number.trim().replace(",", "."),
      ...options,
    }),
    show: formatDecimal,
    align: "end",
  };
}

/** An amount of money, as a decimal. */
export function money(options: TextOptions = {}): Field<string> {
  const field = decimal({ format: ruleTexts.notAnAmount, ...options });
  return { ...field, show: formatMoney, input: { ...field.input, type: "amount" } };
}

/** A date without a time. */
export function date(options: TextOptions = {}): Field<string> {
  const format = { format: ruleTexts.notADate, orders: fieldTexts.orders.time };
  return {
    ...textField("date", { ...format, ...options }),
    show: formatDate,
  };
}

/** A date and time, in the user's time zone. */
export function dateTime(options: TextOptions = {}): Field<string> {
  const format = { format: ruleTexts.notADate, orders: fieldTexts.orders.time };
  return {
    ...textField("dateTime", {
      write: toMoment,
      ...format,
      ...options,
    }),
    read: (moment) => toLocalTime(String(moment)),
    show: (time) => formatTime(toMoment(time)),
  };
}

/** A time of day, without a date and a time zone. */
export function time(options: TextOptions = {}): Field<string> {
  const format = { format: ruleTexts.notATime, orders: fieldTexts.orders.timeOfDay };
  return {
    ...textField("time", { ...format, ...options }),
    // The input shows seconds only if there are any.
    read: (stored) => String(stored).replace(/:00$/, ""),
    show: formatTimeOfDay,
  };
}

/** A number of seconds, written as hours, minutes and seconds. */
export function duration(options: TextOptions = {}): Field<string> {
  return {
    ...text({
      description: fieldTexts.hints.duration,
      format: ruleTexts.notADuration,
      orders: fieldTexts.orders.duration,
      write: parseDuration,
      ...options,
    }),
    read: (seconds) => formatDuration(Number(seconds)),
    align: "end",
    labeled: true,
  };
}

/** A UUID. */
export function uuid(options: TextOptions = {}) {
  return text({
    format: ruleTexts.notAUuid,
    write: (text) => text.trim().toLowerCase(),
    ...options,
  });
}

/** A JSON object, edited as text. */
export function json(options: TextOptions = {}): Field<string> {
  return {
    ...textField("json", { format: ruleTexts.notAnObject, write: parseJson, ...options }),
    read: (stored) => JSON.stringify(stored, null, 2),
  };
}

/** Text that is not valid is returned unchanged, so that the rules of the form reject it. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A boolean. */
export function flag(options: FieldOptions = {}): Field<boolean> {
  return {
    blank: false,
    read: Boolean,
    write: (value) => value,
    show: (value) => (value ? fieldTexts.yes : fieldTexts.no),
    input: { type: "flag" },
    format: ruleTexts.notAllowed,
    orders: fieldTexts.orders.number,
    labeled: true,
    ...options,
  };
}

/** A boolean that can be unset. */
export function optionalFlag(options: FieldOptions = {}): Field<boolean | null> {
  const data = [
    { value: true, label: fieldTexts.yes },
    { value: false, label: fieldTexts.no },
  ];
  return {
    ...(flag(options) as Field<boolean | null>),
    blank: null,
    input: { type: "choice", clearable: true, placeholder: fieldTexts.notSet, data },
  };
}

type ChoiceOptions<Value> = FieldOptions & { optional?: true; show?: (value: Value) => ReactNode };

/** One of several values, given with their labels. */
export function choice<Value extends string>(
  labels: Readonly<Record<Value, string>>,
  { optional, ...options }: ChoiceOptions<Value> = {},
): Field<Value | null> {
  const values = Object.keys(labels) as Value[];
  const data = values.map((value) => ({ value, label: labels[value] }));
  const selectProps = optional
    ? { clearable: true, placeholder: fieldTexts.notSet }
    : { allowDeselect: false };
  return {
    blank: null,
    read: (value) => value as Value,
    write: (value) => value,
    show: (value) => value && labels[value],
    input: { type: "choice", data, ...selectProps },
    format: ruleTexts.notAllowed,
    orders: fieldTexts.orders.text,
    ...(options as Partial<Field<Value | null>>),
  };
}

/** A referenced record. */
export type Referred = Pick<Row, "id">;

type ReferenceOptions = FieldOptions & {
  from: string;
  cascade?: true;
  optional?: true;
  placeholder?: string;
};

/** A reference to another record, selected by name. `from` is the name of the field in responses. */
export function reference(
  resource: Resource,
  { optional, placeholder, ...options }: ReferenceOptions,
): Field<Referred | null> {
  return {
    blank: null,
    read: (record) => record as Referred,
    write: (record) => record?.id,
    show: (record) => record && resource.nameOf(record),
    input: { type: "reference", resource, clearable: optional, ...(placeholder && { placeholder }) },
    format: ruleTexts.notAllowed,
    orders: fieldTexts.orders.text,
    ...options,
  };
}

/** References to any number of records, selected by name. `from` is the name of the field in responses. */
export function references(resource: Resource, options: FieldOptions & { from: string }): Field<Referred[]> {
  return {
    blank: [],
    read: (records) => records as Referred[],
    write: (records) => records.map(({ id }) => id),
    show: (records) => records.map((record) => resource.nameOf(record)).join(", "),
    input: { type: "references", resource },
    format: ruleTexts.notAllowed,
    orders: fieldTexts.orders.text,
    ...options,
  };
}
