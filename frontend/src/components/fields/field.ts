import type { ReactNode } from "react";

/** The input of a field: a type from inputs.tsx and its props. Lists do not load inputs.tsx. */
export interface Input {
  type:
    | "text"
    | "longText"
    | "amount"
    | "date"
    | "dateTime"
    | "time"
    | "json"
    | "flag"
    | "choice"
    | "reference"
    | "references";
  [property: string]: unknown;
}

/** The column of a field in a list. */
export interface Column {
  /** A CSS grid track, such as "8rem" or "minmax(0, 2fr)". */
  width: string;
  /** Hides the column in tables narrower than 70rem. Cards are not affected. */
  wide?: true;
  /** The place on a card, which replaces a row on a phone. Without it, cards omit the column. The name is the title. */
  card?: "subtitle" | "tag" | "note" | "more" | "end";
}

/** The definition of a field in forms and lists, except for its texts. */
export interface Field<Value = unknown> {
  /** The form's value of an empty field. */
  blank: Value;
  /** Converts a value from the API to a form value. */
  read(stored: unknown): Value;
  /** Converts a form value that is not blank to a value for the API. */
  write(value: Value): unknown;
  /** Renders a value that is not blank. */
  show(value: Value): ReactNode;
  /** Returns the address that a value leads to outside of this site. The page of a record links to it. */
  href?(value: Value): string;
  input: Input;
  /** The error message for a value with an invalid format. */
  format: string;
  /** The labels of the two sort orders. */
  orders: readonly [ascending: string, descending: string];
  align?: "end";
  /** The name in responses, if it differs from requests: `author` instead of `author_id`. */
  from?: string;
  /** Whether a record is deleted together with the one that this field refers to. */
  cascade?: true;
  /** Half the width of the form, so two such fields share a line. */
  half?: true;
  /** Shows the label on a card. */
  labeled?: true;
  /** Without a column, lists do not show the field. */
  column?: Column;
}

/** The options of all fields. */
export type FieldOptions = Pick<Field, "column" | "half"> & Partial<Pick<Field, "format" | "orders">>;

/** The fields of a form, in order. They must match the properties of a new record exactly. */
export type FieldsOf<Create> = { [Name in keyof Required<Create>]: Field };

export type Fields = Record<string, Field>;

/** Returns the form value of a field of a record. */
export function valueOf(field: Field, name: string, record: object): unknown {
  const stored: unknown = record[(field.from ?? name) as keyof typeof record];
  return stored === null || stored === undefined ? field.blank : field.read(stored);
}

export function isBlank(field: Field, value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === field.blank || (typeof value === "string" && value.trim() === "");
}

/** Renders the value of a field. Returns undefined for a blank value. */
export function showValue(field: Field, value: unknown): ReactNode {
  return isBlank(field, value) && value !== false ? undefined : field.show(value);
}
