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

export function readChoice<Choice extends string>(
  raw: unknown,
  choices: readonly Choice[],
): Choice | undefined {
  return choices.find((choice) => choice === raw);
}

/** Addresses in plain words, `?search=1984&sort=-price`, as the API itself takes them. */
export function parseAddress(query: string): RawSearch {
  return Object.fromEntries(new URLSearchParams(query));
}

export function writeAddress(search: RawSearch): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (typeof value === "string" || typeof value === "number") params.set(name, String(value));
  }
  const query = params.toString();
  return query === "" ? "" : `?${query}`;
}
