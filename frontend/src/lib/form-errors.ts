import { ApiError, describeError } from "./api/problem";
import { lowered } from "./rule-texts";

/** What the server says about the fields of a form, by their names. `labels` are those of all fields. */
export function fieldErrors(error: unknown, labels: Readonly<Record<string, string>>) {
  const errors: Record<string, string> = {};
  for (const { path, detail } of problemErrors(error)) {
    const label = labels[path];
    // What the API says about any value, said about this one.
    if (label !== undefined) errors[path] ??= detail.replace(/^This value\b/, `This ${lowered(label)}`);
  }
  return errors;
}

/** What no field shows: the rest of a problem, or all of a failure that is about no field. */
export function remainingErrors(error: unknown, labels: object): string[] {
  const errors = problemErrors(error);
  if (errors.length === 0) return [describeError(error).detail];
  return errors.filter(({ path }) => !(path in labels)).map(({ path, detail }) => `${path}: ${detail}`);
}

function problemErrors(error: unknown) {
  return error instanceof ApiError ? (error.problem?.errors ?? []) : [];
}
