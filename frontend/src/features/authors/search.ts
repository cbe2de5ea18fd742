import { readChoice, readText } from "@/lib/search-params";
import type { RawSearch } from "@/lib/search-params";

import type { AuthorSort } from "./types";

/** What the address says about the list of authors. What is not there is as usual. */
export interface AuthorsSearch {
  search?: string | undefined;
  sort?: AuthorSort | undefined;
}

/** The first one is the usual order. */
export const authorSorts = ["name", "-name"] as const satisfies AuthorSort[];

export function parseAuthorsSearch(raw: RawSearch): AuthorsSearch {
  const sort = readChoice(raw.sort, authorSorts);
  return {
    search: readText(raw.search),
    sort: sort === authorSorts[0] ? undefined : sort,
  };
}
