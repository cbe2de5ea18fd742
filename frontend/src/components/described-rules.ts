import { config, strictObject } from "valibot";
import type { BaseIssue, GenericIssue, GenericSchema } from "valibot";

import { ruleTexts } from "@/lib/rule-texts";

/** The validation rules of a request body, generated from the OpenAPI document: see lib/api/rules.ts. */
export interface Rules {
  entries: Record<string, GenericSchema>;
}

/** Returns rules with messages for the users. `formatOf` returns the message for an invalid format of a field. */
export function describedRules(
  { entries }: Rules,
  labels: Readonly<Record<string, string>>,
  formatOf: (name: string) => string | undefined,
) {
  const described = Object.entries(entries).map(([name, rule]) => {
    const label = labels[name] ?? name;
    return [name, config(rule, { message: (issue) => describeIssue(issue, label, formatOf(name)) })];
  });
  return strictObject(Object.fromEntries(described) as Rules["entries"]);
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
