import { schemaResolver } from "@mantine/form";
import type { FormErrors } from "@mantine/form";
import { any, getDefault, is, pipe, transform } from "valibot";
import type { GenericSchema } from "valibot";

import type { Resource } from "@/lib/api/resource";
import { changedFields } from "@/lib/changes";

import { describedRules } from "./described-rules";
import type { Rules } from "./described-rules";
import { isBlank, valueOf } from "./fields/field";
import type { Field, Fields } from "./fields/field";
import type { ResourceTexts } from "./resource-texts";

const defaultOf: (rule: GenericSchema) => unknown = getDefault;

/** The values of a form, by field name. */
export type Values = Record<string, unknown>;

/** The definition of the form of a resource. */
export interface FormDefinition {
  resource: Resource;
  fields: Fields;
  rules: { create: Rules; update: Rules };
  texts: ResourceTexts;
}

/** Returns the values of an empty form, with the defaults from the OpenAPI document. */
export function emptyValues({ fields, rules }: FormDefinition): Values {
  return mapFields(fields, (field, name) => {
    const rule = rules.create.entries[name];
    return valueOf(field, name, { [field.from ?? name]: rule && defaultOf(rule) });
  });
}

export function valuesOf({ fields }: FormDefinition, record: object): Values {
  return mapFields(fields, (field, name) => valueOf(field, name, record));
}

/** Returns the name of the record for messages. */
export function nameOf(definition: FormDefinition, values: Values): string {
  return definition.resource.nameOf(toBody(definition, values) as never);
}

/** Converts form values to a request body, without validating it. */
export function toBody({ fields, rules }: FormDefinition, values: Values): Values {
  return mapFields(fields, (field, name) => {
    const value = values[name];
    if (!isBlank(field, value)) return field.write(value);
    const rule = rules.create.entries[name];
    return rule && is(rule, null) ? null : field.blank;
  });
}

/** Returns whether a field may be empty. */
export function isOptional({ fields, rules }: FormDefinition, name: string): boolean {
  const [rule, blank] = [rules.create.entries[name], fields[name]?.blank];
  return rule !== undefined && (is(rule, blank) || is(rule, null));
}

/** Validates a whole record or, with `base`, only the fields that differ from it. */
export function checkValues(definition: FormDefinition, values: Values, base?: Values): FormErrors {
  const { rules, fields, texts } = definition;
  const schema = pipe(
    any(),
    transform((given: Values) => draftOf(definition, given, base)),
    describedRules(base ? rules.update : rules.create, texts.fields, (name) => fields[name]?.format),
  );
  return schemaResolver(schema, { sync: true })(values);
}

/** Returns the request body: a whole record or, with `base`, only the fields that differ from it. */
export function draftOf(definition: FormDefinition, values: Values, base?: Values): Values {
  const body = toBody(definition, values);
  return base ? changedFields(toBody(definition, base), body) : body;
}

function mapFields(fields: Fields, map: (field: Field, name: string) => unknown): Values {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, map(field, name)]));
}
