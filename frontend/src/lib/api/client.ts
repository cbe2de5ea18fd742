import createClient from "openapi-fetch";

// region teams
import { teamPath } from "../team-path";
// endregion
import type { paths } from "./schema";

/** The API client. Paths, parameters and responses are typed by the OpenAPI document. */
export const client = createClient<paths>({
  baseUrl: window.location.origin + teamPath(),
  // Resolved at each call, because tests replace window.fetch.
  fetch: (request) => window.fetch(request),
});

/** 3 → `"3"`, the version of a record as in the ETag and If-Match headers. */
export function etagOf(version: number): string {
  return `"${version}"`;
}
