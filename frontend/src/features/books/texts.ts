import { resourceTexts } from "@/components/resource-texts";

import type { BookStatus } from "./api";

export const statusLabels: Record<BookStatus, string> = {
  draft: "Draft",
  published: "Published",
  out_of_print: "Out of print",
};

export const texts = {
  ...resourceTexts({ one: "book", other: "books" }, "title"),
  description: "Every title in your catalog, with its price and status.",
  fields: {
    title: "Title",
    isbn: "ISBN",
    author_id: "Author",
    status: "Status",
    published_on: "Publication date",
    price: "Price",
  },
  columns: { published_on: "Published" },
  sorts: { published_on: "Oldest first", "-published_on": "Newest first" },
  filters: {
    allAuthors: "All authors",
    status: "Filter by status",
    allStatuses: "All",
    anyDate: "Any publication date",
  },
  hints: {
    isbn: "13 digits, with or without hyphens",
    author_id: "Type a name to search",
  },
  formats: { isbn: "An ISBN has 13 digits and starts with 978 or 979" },
} as const;

export const priceReportTexts = {
  title: "Price report",
  explanation: (books: string) =>
    `A CSV file with the prices of ${books} is written in the background and mailed to you.`,
  recipient: "Email address",
  send: "Write the report",
  writing: "The report is being written. You can close this window.",
  progress: "Progress",
  finished: (recipient: string) => `The report is ready, and on its way to ${recipient}.`,
  download: "Download",
} as const;
