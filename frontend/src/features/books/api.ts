import { createResource } from "@/lib/api/resource";
import type { RowOf, SearchOf, SortOf } from "@/lib/api/resource";
import { readChoice, readDate, readId, readSearch, readSort } from "@/lib/search-params";
import type { RawSearch } from "@/lib/search-params";

const path = "/api/books";

export const books = createResource(path, "title");
export const authors = createResource("/api/authors", "name");
export type Book = RowOf<typeof path>;
export type BookStatus = Book["status"];

/** The URL parameters of the list of books. Omitted values are the defaults. */
export type BooksSearch = SearchOf<typeof path>;

/** The first one is the default. */
export const bookSorts = [
  "title",
  "-title",
  "published_on",
  "-published_on",
  "price",
  "-price",
] as const satisfies SortOf<typeof path>[];

export const bookStatuses = ["published", "draft", "out_of_print"] as const satisfies BookStatus[];

export function parseBooksSearch(raw: RawSearch): BooksSearch {
  return {
    search: readSearch(raw.search),
    author_id: readId(raw.author_id),
    status: readChoice(raw.status, bookStatuses),
    published_on_from: readDate(raw.published_on_from),
    published_on_to: readDate(raw.published_on_to),
    sort: readSort(raw.sort, bookSorts),
  };
}
