import { schemaResolver } from "@mantine/form";
import type { FormErrors } from "@mantine/form";
import { any, config, getDefault, is, pipe, strictObject, transform } from "valibot";
import type { BaseIssue, GenericIssue, GenericSchema } from "valibot";

import type { Resource } from "@/lib/api/resource";
import { changedFields } from "@/lib/changes";
import { ruleTexts } from "@/lib/rule-texts";

import { isBlank, valueOf } from "./fields/field";
import type { Field, Fields } from "./fields/field";
import type { ResourceTexts } from "./resource-texts";

const defaultOf: (rule: GenericSchema) => unknown = getDefault;

/** The values of a form, by field name. */
export type Values = Record<string, unknown>;

/** The validation rules of a request body, generated from the OpenAPI document: see lib/api/rules.ts. */
interface Rules {
  entries: Record<string, GenericSchema>;
}

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
  const { entries } = base ? rules.update : rules.create;
  const described = Object.entries(entries).map(([name, rule]) => {
    const [field, label] = [fields[name], texts.fields[name] ?? name];
    return [name, config(rule, { message: (issue) => describeIssue(issue, label, field?.format) })];
  });
  const schema = pipe(
    any(),
    transform((given: Values) => draftOf(definition, given, base)),
    strictObject(Object.fromEntries(described) as Rules["entries"]),
  );
  return schemaResolver(schema, { sync: true })(values);
}

/** Returns the request body: a whole record or, with `base`, only the fields that differ from it. */
export function draftOf(definition: FormDefinition, values: Values, base?: Values): Values {
  const body = toBody(definition, values);
  return base ? changedFields(toBody(definition, base), body) : body;
}

function describeIssue(issue: BaseIssue<unknown>, label: string, format?: string): string {
  const { type, input, requirement } = issue as GenericIssue;
  if (input === undefined || input === null) return ruleTexts.notChosen(label);
  if (input === "") return ruleTexts.missing(label);
  if (typeof requirement === "number") return describeLimit(type, requirement, input);
  return format ?? ruleTexts.notAllowed;
}

function describeLimit(type: string, limit: number, input: unknown): string {
  switch (type) {
    case "max_length":
      return ruleTexts.tooLong(limit, String(input).length);
    case "min_length":
      return ruleTexts.tooShort(limit);
    case "min_value":
      return ruleTexts.tooSmall(limit);
    case "max_value":
      return ruleTexts.tooBig(limit);
    default:
      return ruleTexts.notAllowed;
  }
}

function mapFields(fields: Fields, map: (field: Field, name: string) => unknown): Values {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, map(field, name)]));
}
