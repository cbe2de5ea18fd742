import { formatNumber } from "./format";

/** The validation messages of the forms. `label` is the label of the field. */
export const ruleTexts = {
  missing: (label: string) => `Enter ${withArticle(label)}`,
  notChosen: (label: string) => `Choose ${withArticle(label)}`,
  tooLong: (max: number, length: number) =>
    `Use at most ${formatNumber(max)} characters (now ${formatNumber(length)})`,
  tooShort: (min: number) => `Use at least ${formatNumber(min)} characters`,
  tooSmall: (min: number) => `Enter ${formatNumber(min)} or more`,
  tooBig: (max: number) => `Enter ${formatNumber(max)} or less`,
  notWhole: "Enter a whole number",
  notADecimal: "Enter a number such as 12.50, with at most 8 digits before the point",
  notAnAmount: "Enter an amount such as 12.50, from 0 to 99,999,999.99",
  notADate: "Enter a valid date",
  notAnObject: 'Enter a JSON object such as { "color": "red" }',
  notATime: "Enter a time such as 09:30",
  notADuration: "Enter a duration such as 1 h 30 min",
  notAUuid: "Enter 32 hexadecimal digits with hyphens, as in b4d8a6f2-5c1e-4f3a-9d27-0e6c8b1a7f35",
  notAnEmail: "Enter an email address such as ada@example.com",
  // region teams
  notASlug: "Use 2 to 40 lowercase letters, digits and hyphens",
  // endregion
  notALink: "Enter a link such as https://example.com",
  notInFormat: "Check the format",
  notAllowed: "This value isn't allowed",
} as const;

/** "Title" → "a title", "ISBN" → "an ISBN", "Notes" → "notes" */
function withArticle(label: string): string {
  // "Due on", "Sent at"
  if (/ (on|at)$/.test(label)) return "a date";
  const noun = lowered(label);
  if (/[^siu]s$/.test(noun)) return noun;
  return `${/^[aeio]|^un(?!i)/i.test(noun) ? "an" : "a"} ${noun}`;
}

/** Lowercases a label for use within a sentence: "Publication date" → "publication date". "ISBN" is unchanged. */
export function lowered(label: string): string {
  return /^.[A-Z]/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);
}
