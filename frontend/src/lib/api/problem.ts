import type { components } from "./schema";

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

export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}

/** A failure in words for the user. */
export function describeError(error: unknown): { title: string; detail: string } {
  if (error instanceof ApiError && error.problem && !isTemporary(error)) {
    return { title: error.problem.title, detail: error.problem.detail };
  }
  if (isTemporary(error)) {
    return {
      title: "The server is not answering",
      detail: "It may be restarting, or the connection is down. Your data is safe.",
    };
  }
  return { title: "Something went wrong", detail: "This page stumbled over an unexpected error." };
}
