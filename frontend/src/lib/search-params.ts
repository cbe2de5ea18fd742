/**
 * Readers of single values of the address. Anyone can type anything there: what is not understood
 * is left out, and the page shows its usual view.
 */
export type RawSearch = Record<string, unknown>;

export function readText(raw: unknown): string | undefined {
  const text = typeof raw === "string" ? raw.trim() : "";
  return text === "" ? undefined : text;
}

export function readId(raw: unknown): number | undefined {
  const id = typeof raw === "string" || typeof raw === "number" ? Number(raw) : NaN;
  return Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

/** A year of four digits. */
export function readYear(raw: unknown): number | undefined {
  const year = readId(raw);
  return year !== undefined && year >= 1000 && year <= 9999 ? year : undefined;
}

export function readFlag(raw: unknown): boolean | undefined {
  return ["true", "false"].includes(String(raw)) ? String(raw) === "true" : undefined;
}

export function readChoice<Choice extends string>(
  raw: unknown,
  choices: readonly Choice[],
): Choice | undefined {
  return choices.find((choice) => choice === raw);
}

/** What narrows a list down: all of a search besides its order. */
export function filtersOf<Search extends { sort?: unknown }>(search: Search): Omit<Search, "sort"> {
  const filters = { ...search };
  delete filters.sort;
  return filters;
}

/** Addresses in plain words, `?search=1984&sort=-price`, as the API itself takes them. */
export function parseAddress(query: string): RawSearch {
  return Object.fromEntries(new URLSearchParams(query));
}

export function writeAddress(search: RawSearch): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (["string", "number", "boolean"].includes(typeof value)) params.set(name, String(value));
  }
  const query = params.toString();
  return query === "" ? "" : `?${query}`;
}
