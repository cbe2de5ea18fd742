import type { AuthorSort } from "./types";

export const sortLabels: Record<AuthorSort, string> = {
  name: "Name, A to Z",
  "-name": "Name, Z to A",
};

export const texts = {
  noun: { one: "author", other: "authors" },
  title: "Authors",
  description:
    "Everyone who has written a book in the catalogue or is about to, with a few words about each.",
  columns: { name: "Name", biography: "Biography" },
  books: (name: string) => `Books by ${name}`,
  filters: {
    search: "Search authors by name",
    searchPlaceholder: "Search by name",
  },
  empty: {
    title: "No authors yet",
    detail: "A book needs an author, so this is the place to begin.",
  },
  nothingMatches: {
    title: "No authors match",
    detail: "Nobody of that name is here. Try fewer letters.",
  },
  create: { action: "New author", title: "New author", submit: "Create author" },
  edit: { title: "Edit author", submit: "Save changes", action: (name: string) => `Edit ${name}` },
  remove: {
    action: (name: string) => `Delete ${name}`,
    title: "Delete this author?",
    question: (name: string) => `${name} will be permanently deleted.`,
  },
  removeMany: {
    title: (count: string) => `Delete ${count}?`,
    question: (names: string) => `${names} will be permanently deleted.`,
  },
  done: {
    created: (name: string) => `${name} is added.`,
    updated: (name: string) => `${name} is saved.`,
    deleted: (name: string) => `${name} is deleted.`,
  },
  fields: { name: "Name", biography: "Biography (optional)" },
} as const;
