import { getDotPath, safeParse } from "valibot";
import type { GenericIssue, GenericSchema } from "valibot";

import { ruleTexts } from "./rule-texts";

/** What the API's document says of a request's body: see api/rules.ts. */
export type Rules<Body> = GenericSchema<unknown, Body>;

/** A field's name, and what is wrong with it. */
export type FieldErrors = Record<string, string>;

type Checked<Body> =
  { body: Body; errors: FieldErrors } | { body?: undefined; errors: FieldErrors };

/** The body if it may be sent, and else why not. `forms` says for some fields how they are written. */
export function checkRules<Body>(
  rules: Rules<Body>,
  draft: object,
  forms: Partial<FieldErrors> = {},
): Checked<Body> {
  const { success, output, issues = [] } = safeParse(rules, draft);
  if (success) return { body: output, errors: {} };
  const errors: FieldErrors = {};
  for (const issue of issues) {
    const field = getDotPath(issue) ?? "";
    errors[field] ??= describeIssue(issue, forms[field]);
  }
  return { errors };
}

function describeIssue({ type, input, requirement }: GenericIssue, form?: string): string {
  if (input === undefined || input === null) return ruleTexts.notChosen;
  if (input === "") return ruleTexts.missing;
  if (typeof requirement === "number") return describeLimit(type, requirement, input);
  if (type === "regex") return form ?? ruleTexts.notInForm;
  if (type === "iso_date") return ruleTexts.notADate;
  return type === "integer" ? ruleTexts.notWhole : ruleTexts.notPossible;
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
      return ruleTexts.notPossible;
  }
}
