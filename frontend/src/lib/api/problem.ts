import type { components } from "./schema";
import { problemTexts } from "./problem-texts";

export type Problem = components["schemas"]["Problem"];

/**
 * A failed request. `problem` is the problem returned by the API (RFC 9457). It is undefined if the API did not
 * respond, for example without a network or if only a proxy responded.
 */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly problem: Problem | undefined;
  readonly status: number | undefined;

  constructor(status: number | undefined, problem: Problem | undefined) {
    super(problem?.detail ?? "The API did not answer.");
    this.status = status;
    this.problem = problem;
  }
}

export function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "title" in body && "errors" in body;
}

/** Returns what the API says about single parts of the request, such as fields. */
export function partErrors(error: unknown): Problem["errors"] {
  return error instanceof ApiError ? (error.problem?.errors ?? []) : [];
}

/** Returns whether the same request may succeed later. */
export function isTemporary(error: unknown): boolean {
  return error instanceof ApiError && (error.status === undefined || error.status >= 500);
}

/** Returns whether the API did not respond. It may still have processed the request. */
export function isUnanswered(error: unknown): boolean {
  return isTemporary(error) && (error as ApiError).problem === undefined;
}

export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}

/** Returns whether the record has changed since it was loaded. */
export function isOutdated(error: unknown): boolean {
  return error instanceof ApiError && error.status === 412;
}

// The title of a problem is the name of its HTTP status, which means little to most users.
const titles: Partial<Record<number, string>> = {
  404: problemTexts.notFound,
  409: problemTexts.conflict,
  422: problemTexts.invalid,
};

/** Describes an error below a title of its own, such as that of a notification. */
export function explainError(error: unknown): string {
  const { title, detail } = describeError(error);
  return isTemporary(error) ? `${title}. ${detail}` : detail;
}

/** Describes an error for the user. */
export function describeError(error: unknown): { title: string; detail: string } {
  if (isUnanswered(error)) return problemTexts.unanswered;
  if (isTemporary(error)) return problemTexts.failed;
  if (error instanceof ApiError && error.problem) {
    const { status, detail } = error.problem;
    return { title: titles[status] ?? problemTexts.refused, detail };
  }
  return problemTexts.unexpected;
}
