import { readChoice, readId, readText, readYear } from "@/lib/search-params";
import type { RawSearch } from "@/lib/search-params";

import type { BookSort, BookStatus } from "./types";

/** What the address says about the list of books. What is not there is as usual. */
export interface BooksSearch {
  search?: string | undefined;
  author_id?: number | undefined;
  status?: BookStatus | undefined;
  year?: number | undefined;
  sort?: BookSort | undefined;
}

export const bookStatuses = ["published", "draft", "out_of_print"] as const satisfies BookStatus[];

/** The first one is the usual order. */
export const bookSorts = [
  "title",
  "-title",
  "published_on",
  "-published_on",
  "price",
  "-price",
] as const satisfies BookSort[];

export function parseBooksSearch(raw: RawSearch): BooksSearch {
  const sort = readChoice(raw.sort, bookSorts);
  return {
    search: readText(raw.search),
    author_id: readId(raw.author_id),
    status: readChoice(raw.status, bookStatuses),
    year: readYear(raw.year),
    sort: sort === bookSorts[0] ? undefined : sort,
  };
}
