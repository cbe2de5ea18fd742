import createClient from "openapi-fetch";

import type { paths } from "./schema";

/** Every path, parameter and answer is typed by the API's own OpenAPI document. */
export const client = createClient<paths>({
  baseUrl: window.location.origin,
  // Looked up at each call and not once: tests put their own fetch in its place.
  fetch: (request) => window.fetch(request),
});

/** 3 → `"3"`: a record's version as the headers ETag and If-Match have it. */
export function etagOf(version: number): string {
  return `"${version}"`;
}
