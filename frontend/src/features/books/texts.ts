import type { BookSort, BookStatus } from "./types";

export const statusLabels: Record<BookStatus, string> = {
  draft: "Draft",
  published: "Published",
  out_of_print: "Out of print",
};

export const sortLabels: Record<BookSort, string> = {
  title: "Title, A to Z",
  "-title": "Title, Z to A",
  published_on: "Oldest first",
  "-published_on": "Newest first",
  price: "Price, low to high",
  "-price": "Price, high to low",
};

export const texts = {
  noun: { one: "book", other: "books" },
  title: "Books",
  description: "Every title in the catalogue, what it costs and whether it is on sale.",
  columns: {
    title: "Title",
    author: "Author",
    status: "Status",
    published: "Published",
    price: "Price",
  },
  filters: {
    search: "Search books by title",
    searchPlaceholder: "Search by title",
    author: "Filter by author",
    authorPlaceholder: "All authors",
    status: "Filter by status",
    allStatuses: "All",
    year: "Filter by year of publication",
    yearPlaceholder: "Any year",
  },
  empty: {
    title: "No books yet",
    detail: "The catalogue is empty. The first book is a minute away.",
  },
  nothingMatches: {
    title: "No books match",
    detail: "Nothing in the catalogue fits this search. Try other words, or fewer filters.",
  },
  create: { action: "New book", title: "New book", submit: "Create book" },
  edit: { title: "Edit book", submit: "Save changes", action: (title: string) => `Edit ${title}` },
  remove: {
    action: (title: string) => `Delete ${title}`,
    title: "Delete this book?",
    question: (title: string) => `“${title}” will be permanently deleted.`,
  },
  removeMany: {
    title: (count: string) => `Delete ${count}?`,
    question: (titles: string) => `${titles} will be permanently deleted.`,
  },
  done: {
    created: (title: string) => `“${title}” is in the catalogue.`,
    updated: (title: string) => `“${title}” is saved.`,
    deleted: (title: string) => `“${title}” is deleted.`,
  },
  fields: {
    title: "Title",
    isbn: "ISBN",
    author_id: "Author",
    price: "Price",
    published_on: "Publication date",
    status: "Status",
  },
  hints: {
    isbn: "13 digits; hyphens and spaces are fine",
    author_id: "Type a name to search",
    noAuthors: "No author of that name",
  },
  forms: {
    isbn: "An ISBN has 13 digits and begins with 978 or 979",
    price: "A price looks like 12.50",
  },
} as const;
