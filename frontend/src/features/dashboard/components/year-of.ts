/** Returns the filters of the list of books for a year. */
export function yearOf(year: number) {
  return { published_on_from: `${year}-01-01`, published_on_to: `${year}-12-31` };
}
