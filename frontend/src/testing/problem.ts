import type { components } from "@/lib/api/schema";

type Problem = components["schemas"]["Problem"];

/** A problem about the fields that are named, or about none. */
export function makeProblem<Status extends number>(
  status: Status,
  detail: string,
  errors: Record<string, string> = {},
): { status: Status; body: Problem } {
  return {
    status,
    body: {
      type: "about:blank",
      title: "Title of the status",
      status,
      detail,
      instance: "urn:test",
      errors: Object.entries(errors).map(([path, text]) => ({
        location: "body",
        path,
        detail: text,
      })),
    },
  };
}
