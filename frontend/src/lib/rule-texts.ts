import { formatNumber } from "./format";

/** What the forms say of a value that breaks a rule which the API publishes. */
export const ruleTexts = {
  missing: "Please fill this in",
  notChosen: "Please choose one",
  tooLong: (most: number, length: number) =>
    `At most ${formatNumber(most)} characters, please: these are ${formatNumber(length)}`,
  tooShort: (least: number) => `At least ${formatNumber(least)} characters, please`,
  tooSmall: (least: number) => `${formatNumber(least)} or more, please`,
  tooBig: (most: number) => `${formatNumber(most)} or less, please`,
  notWhole: "A whole number, please",
  notADate: "This is not a date",
  notInForm: "This is not written as expected",
  notPossible: "This is not possible here",
} as const;
