import type { BookStatus } from "./types";

export const statusLabels: Record<BookStatus, string> = {
  draft: "Draft",
  published: "Published",
  out_of_print: "Out of print",
};

export const texts = {
  books: "Books",
  noun: { one: "book", other: "books" },
  empty: "There are no books yet.",
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
      `A column for each year from ${first} to ${last}. The highest is ${best}, with ${count}. The table has every year.`,
  },
  mostBooks: { title: "Authors with most books" },
} as const;
