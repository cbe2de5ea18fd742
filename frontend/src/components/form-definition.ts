import type { ReactNode } from "react";

import type { Rules } from "@/lib/check-rules";

/** A record that counts its changes. */
export interface Versioned {
  id: number;
  version: number;
  updated_at: string;
}

/** What a feature says of its form: the rest is the same for all. The fields are those of the body. */
export interface FormDefinition<Record extends Versioned, Values, Create, Update> {
  empty: Values;
  fromRecord: (record: Record) => Values;
  /** The body as far as it is filled in. Whether it can be sent is for the rules to say. */
  toBody: (values: Values) => Draft<Values>;
  rules: { create: Rules<Create>; update: Rules<Update> };
  /** What a message calls it. */
  nameOf: (values: Values) => string;
  texts: FormTexts<Values>;
}

type Draft<Values> = { [Field in keyof Values]: unknown };

type FieldTexts<Values> = { readonly [Field in keyof Values]: string };

interface FormTexts<Values> {
  readonly create: { readonly title: string; readonly submit: string };
  readonly edit: { readonly title: string; readonly submit: string };
  readonly done: {
    readonly created: (name: string) => string;
    readonly updated: (name: string) => string;
  };
  readonly fields: FieldTexts<Values>;
  /** How a field is written, where a pattern decides. */
  readonly forms?: Partial<FieldTexts<Values>>;
}

/** How a field's value reads, where it is not a text that says so itself. */
export type ShowValues<Values> = {
  readonly [Field in keyof Values]?: (value: NonNullable<Values[Field]>) => ReactNode;
};
