import type { ReactNode } from "react";

/** The input of a field: one of those in inputs.tsx, with properties of its own. A list does not load them. */
export interface Input {
  type: "text" | "longText" | "amount" | "date" | "dateTime" | "flag" | "choice" | "reference";
  [property: string]: unknown;
}

/** How a list shows a field. */
export interface Column {
  /** A track of a CSS grid: "8rem", "minmax(0, 2fr)". */
  width: string;
  /** Left out if the screen is narrower than 64em, and the rows are no cards yet. */
  wide?: true;
  /** The place on a phone, where rows are cards. The name is the title; without a place a column is left out. */
  card?: "subtitle" | "tag" | "note" | "more" | "end";
}

/** A field of a record, in forms and lists: all that has to be said about it besides its texts. */
export interface Field<Value = unknown> {
  /** What the form holds when nothing is filled in. */
  blank: Value;
  /** The form's value for what the API returns. */
  read(stored: unknown): Value;
  /** What the API gets for a value that is not blank. */
  write(value: Value): unknown;
  /** How a value that is not blank reads. */
  show(value: Value): ReactNode;
  input: Input;
  /** What to say about a value of the wrong format. */
  format: string;
  /** How the two orders of a list read. */
  orders: readonly [ascending: string, descending: string];
  align?: "end";
  /** What the response calls it, if that is not what the request does: an author, not an author's id. */
  from?: string;
  /** Half as wide as the form: two of them share a line. */
  half?: true;
  /** On a card, says what it is. */
  labeled?: true;
  /** Without one a list does not show the field. */
  column?: Column;
}

/** What any field can say for itself. */
export type FieldOptions = Pick<Field, "column" | "half"> & Partial<Pick<Field, "format" | "orders">>;

/** The fields of a form, in order: all that a new record is made of, and no others. */
export type FieldsOf<Create> = { [Name in keyof Required<Create>]: Field };

export type Fields = Record<string, Field>;

/** The value of a field in a form, from a record. */
export function valueOf(field: Field, name: string, record: object): unknown {
  const stored: unknown = record[(field.from ?? name) as keyof typeof record];
  return stored === null || stored === undefined ? field.blank : field.read(stored);
}

export function isBlank(field: Field, value: unknown): boolean {
  return value === field.blank || (typeof value === "string" && value.trim() === "");
}

/** How the value of a field reads; nothing for a blank one. */
export function showValue(field: Field, value: unknown): ReactNode {
  return isBlank(field, value) && value !== false ? undefined : field.show(value);
}
