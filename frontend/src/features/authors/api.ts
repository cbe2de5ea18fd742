import { createResource } from "@/lib/api/resource";
import type { RowOf, SearchOf, SortOf } from "@/lib/api/resource";
import { readSearch, readSort } from "@/lib/search-params";
import type { RawSearch } from "@/lib/search-params";

const path = "/api/authors";

export const authors = createResource(path, "name");
export type Author = RowOf<typeof path>;

/** The URL parameters of the list of authors. Omitted values are the defaults. */
export type AuthorsSearch = SearchOf<typeof path>;

/** The first one is the default. */
export const authorSorts = ["name", "-name"] as const satisfies SortOf<typeof path>[];

export function parseAuthorsSearch(raw: RawSearch): AuthorsSearch {
  return {
    search: readSearch(raw.search),
    sort: readSort(raw.sort, authorSorts),
  };
}
