import type { BookStatus } from "./statistics";

export const statusLabels: Record<BookStatus, string> = {
  draft: "Draft",
  published: "Published",
  out_of_print: "Out of print",
};

export const texts = {
  books: "Books",
  noun: { one: "book", other: "books" },
  empty: "No books yet",
  status: {
    title: "Books by status",
  },
  years: {
    title: "Books by year",
    view: "Show as",
    chart: "Chart",
    table: "Table",
    year: "Year",
    alternative: (first: number, last: number, best: number, count: string) =>
      `Bar chart of books per year, ${first} to ${last}. The highest is ${best}, with ${count}. The table view lists every year.`,
  },
  mostBooks: { title: "Authors with the most books" },
} as const;
