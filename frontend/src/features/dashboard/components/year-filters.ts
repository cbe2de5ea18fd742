/** Returns the filters of the list of books for a year. */
export function yearFilters(year: number) {
  const digits = String(year).padStart(4, "0");
  return { published_on_from: `${digits}-01-01`, published_on_to: `${digits}-12-31` };
}
