/** 3 → `"3"`: a record's version as the headers ETag and If-Match have it. */
export function etagOf(version: number): string {
  return `"${version}"`;
}
