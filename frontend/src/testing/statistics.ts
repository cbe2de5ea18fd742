import type { components } from "@/lib/api/schema";

type Author = components["schemas"]["Author"];
type Book = components["schemas"]["Book"];
type Statistics = components["schemas"]["Statistics"];

const statuses = ["draft", "published", "out_of_print"] as const;

/** Returns the statistics of these records, as the API does. */
export function countStatistics(records: { authors: Author[]; books: Book[] }): Statistics {
  const { authors, books } = records;
  const years = books.map(({ published_on }) => Number(published_on.slice(0, 4)));
  const first = Math.min(...years);
  const span = books.length === 0 ? 0 : Math.max(...years) - first + 1;
  return {
    authors: authors.length,
    books: books.length,
    books_by_status: statuses.map((status) => ({
      status,
      count: books.filter((book) => book.status === status).length,
    })),
    books_by_year: Array.from({ length: span }, (_, index) => ({
      year: first + index,
      count: years.filter((year) => year === first + index).length,
    })),
    authors_with_most_books: authors
      .map(({ id, name }) => ({
        author: { id, name },
        count: books.filter(({ author }) => author.id === id).length,
      }))
      .filter(({ count }) => count > 0)
      .toSorted((a, b) => b.count - a.count)
      .slice(0, 5),
  };
}
