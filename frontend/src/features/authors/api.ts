import { createResource } from "@/lib/api/resource";
import type { RowOf, SearchOf, SortOf } from "@/lib/api/resource";
import { readChoice, readText } from "@/lib/search-params";
import type { RawSearch } from "@/lib/search-params";

const path = "/api/authors";

export const authors = createResource(path, "name");
export type Author = RowOf<typeof path>;

/** What the address says about the list of authors. What is not there is as usual. */
export type AuthorsSearch = SearchOf<typeof path>;

/** The first one is the usual order. */
export const authorSorts = ["name", "-name"] as const satisfies SortOf<typeof path>[];

export function parseAuthorsSearch(raw: RawSearch): AuthorsSearch {
  const sort = readChoice(raw.sort, authorSorts);
  return {
    search: readText(raw.search),
    sort: sort === authorSorts[0] ? undefined : sort,
  };
}
