import { readChoice, readText } from "@/lib/search-params";
import type { RawSearch } from "@/lib/search-params";

import type { AuthorSort } from "./types";

/** What the address says about the list of authors. What is not there is as usual. */
export interface AuthorsSearch {
  search?: string | undefined;
  sort?: AuthorSort | undefined;
}

export const authorSorts = ["name", "-name"] as const satisfies AuthorSort[];

export const defaultAuthorSort: AuthorSort = "name";

export function parseAuthorsSearch(raw: RawSearch): AuthorsSearch {
  const sort = readChoice(raw.sort, authorSorts);
  return {
    search: readText(raw.search),
    sort: sort === defaultAuthorSort ? undefined : sort,
  };
}

export function isFiltered({ search }: AuthorsSearch): boolean {
  return search !== undefined;
}
