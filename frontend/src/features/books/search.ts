import { readChoice, readId, readText } from "@/lib/search-params";
import type { RawSearch } from "@/lib/search-params";

import type { BookSort, BookStatus } from "./types";

/** What the address says about the list of books. What is not there is as usual. */
export interface BooksSearch {
  search?: string | undefined;
  author_id?: number | undefined;
  status?: BookStatus | undefined;
  sort?: BookSort | undefined;
}

export const bookStatuses = ["published", "draft", "out_of_print"] as const satisfies BookStatus[];

export const bookSorts = [
  "title",
  "-title",
  "published_on",
  "-published_on",
  "price",
  "-price",
] as const satisfies BookSort[];

export const defaultBookSort: BookSort = "title";

export function parseBooksSearch(raw: RawSearch): BooksSearch {
  const sort = readChoice(raw.sort, bookSorts);
  return {
    search: readText(raw.search),
    author_id: readId(raw.author_id),
    status: readChoice(raw.status, bookStatuses),
    sort: sort === defaultBookSort ? undefined : sort,
  };
}

export function isFiltered({ search, author_id, status }: BooksSearch): boolean {
  return search !== undefined || author_id !== undefined || status !== undefined;
}
