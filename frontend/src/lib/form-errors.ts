import { describeError, partErrors } from "./api/problem";
import { lowered } from "./rule-texts";

/** Returns the server's errors by field name. `labels` are the labels of all fields of the form. */
export function fieldErrors(error: unknown, labels: Readonly<Record<string, string>>) {
  const errors: Record<string, string> = {};
  for (const { path, detail } of partErrors(error)) {
    const label = labels[path];
    // "This value is …" → "This title is …"
    if (label !== undefined) errors[path] ??= detail.replace(/^This value\b/, `This ${lowered(label)}`);
  }
  return errors;
}

/** Returns the messages that do not belong to a field of the form. */
export function remainingErrors(error: unknown, labels: object): string[] {
  const errors = partErrors(error);
  if (errors.length === 0) return [describeError(error).detail];
  return errors.filter(({ path }) => !(path in labels)).map(({ path, detail }) => `${path}: ${detail}`);
}
