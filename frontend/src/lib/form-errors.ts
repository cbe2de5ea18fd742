import { ApiError, describeError } from "@/lib/api/problem";

/** What @mantine/form offers, as far as these functions need it. */
interface ErrorForm {
  setErrors: (errors: Record<string, string>) => void;
  getInputNode: (path: string) => HTMLElement | null;
}

/** Puts the server's complaints at the fields that they are about, and the cursor into the first. */
export function showFieldErrors(form: ErrorForm, error: unknown, fields: readonly string[]): void {
  const errors: Record<string, string> = {};
  for (const { path, detail } of problemErrors(error)) {
    if (fields.includes(path)) errors[path] ??= detail;
  }
  form.setErrors(errors);
  focusFirstError(form, errors, fields);
}

export function focusFirstError(
  form: Pick<ErrorForm, "getInputNode">,
  errors: Record<string, unknown>,
  fields: readonly string[],
): void {
  const first = fields.find((field) => errors[field] !== undefined);
  if (first !== undefined) form.getInputNode(first)?.focus();
}

/** What no field shows: the rest of a problem, or all of a failure that is about no field. */
export function remainingErrors(error: unknown, fields: readonly string[]): string[] {
  const errors = problemErrors(error);
  if (errors.length === 0) return [describeError(error).detail];
  return errors
    .filter(({ path }) => !fields.includes(path))
    .map(({ path, detail }) => `${path}: ${detail}`);
}

function problemErrors(error: unknown) {
  return error instanceof ApiError ? (error.problem?.errors ?? []) : [];
}
