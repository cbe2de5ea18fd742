import type { components } from "./schema";
import { problemTexts } from "./problem-texts";

export type Problem = components["schemas"]["Problem"];

/**
 * A request that failed. `problem` is what the API said (RFC 9457); it is undefined when nothing
 * that speaks for the API answered: no network, no server, or a proxy in front of none.
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

/** The same request may succeed in a moment: it is not the request's fault. */
export function isTemporary(error: unknown): boolean {
  return error instanceof ApiError && (error.status === undefined || error.status >= 500);
}

/** Nothing that speaks for the API answered: what was sent may have arrived, or not. */
export function isUnanswered(error: unknown): boolean {
  return isTemporary(error) && (error as ApiError).problem === undefined;
}

export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}

/** The record is not any more what the change was made of. */
export function isOutdated(error: unknown): boolean {
  return error instanceof ApiError && error.status === 412;
}

// A problem's own title is the name of its HTTP status, which says little to most people.
const titles: Partial<Record<number, string>> = {
  404: problemTexts.notFound,
  409: problemTexts.conflict,
  422: problemTexts.invalid,
};

/** A failure in words for the user. */
export function describeError(error: unknown): { title: string; detail: string } {
  if (isUnanswered(error)) return problemTexts.unanswered;
  if (isTemporary(error)) return problemTexts.failed;
  if (error instanceof ApiError && error.problem) {
    const { status, detail } = error.problem;
    return { title: titles[status] ?? problemTexts.refused, detail };
  }
  return problemTexts.unexpected;
}
