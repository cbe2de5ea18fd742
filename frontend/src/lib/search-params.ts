/**
 * The parsed query string of the URL. It may contain anything, so the functions below return undefined for
 * invalid values, and the page uses its defaults.
 */
export type RawSearch = Record<string, unknown>;

export function readText(raw: unknown): string | undefined {
  const text = typeof raw === "string" ? raw.trim() : "";
  return text === "" ? undefined : text;
}

/** Reads the text of a search. The API rejects one without a letter or digit. */
export function readSearch(raw: unknown): string | undefined {
  const text = readText(raw);
  return text !== undefined && /[\p{L}\p{N}]/u.test(text) ? text : undefined;
}

export function readId(raw: unknown): number | undefined {
  const id = typeof raw === "string" || typeof raw === "number" ? Number(raw) : NaN;
  return Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

/** Reads a date, or a date and time, as in ISO 8601. */
export function readDate(raw: unknown): string | undefined {
  const text = readText(raw);
  return text !== undefined && /^\d{4}-\d\d-\d\d(T|$)/.test(text) && !Number.isNaN(Date.parse(text))
    ? text
    : undefined;
}

export function readTimeOfDay(raw: unknown): string | undefined {
  const text = readText(raw);
  return text !== undefined && /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(text) ? text : undefined;
}

export function readUuid(raw: unknown): string | undefined {
  const text = readText(raw)?.toLowerCase();
  return text !== undefined && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(text) ? text : undefined;
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

/** Reads one of several orders. The first one is the default, which an address leaves out. */
export function readSort<Sort extends string>(raw: unknown, sorts: readonly Sort[]): Sort | undefined {
  const sort = readChoice(raw, sorts);
  return sort === sorts[0] ? undefined : sort;
}

/** Returns the search without its order. */
export function filtersOf<Search extends { sort?: unknown }>(search: Search): Omit<Search, "sort"> {
  const filters = { ...search };
  delete filters.sort;
  return filters;
}

export function hasFilters(search: object): boolean {
  return Object.values(filtersOf(search)).some((value) => value !== undefined);
}

/** Parses a query string without JSON encoding, such as `?search=1984&sort=-price`, as the API does. */
export function parseAddress(query: string): RawSearch {
  return Object.fromEntries(new URLSearchParams(query));
}

export function writeAddress(search: object): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries<unknown>({ ...search })) {
    if (["string", "number", "boolean"].includes(typeof value)) params.set(name, String(value));
  }
  const query = params.toString();
  return query === "" ? "" : `?${query}`;
}
