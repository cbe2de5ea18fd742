import { texts } from "./texts";
import type { Book, BookCreate, BookStatus } from "./types";

/** What the form holds while it is filled in: text as typed, and an author perhaps not chosen yet. */
export interface BookFormValues {
  title: string;
  isbn: string;
  author_id: number | null;
  price: string;
  published_on: string;
  status: BookStatus;
}

export const emptyBook: BookFormValues = {
  title: "",
  isbn: "",
  author_id: null,
  price: "",
  published_on: "",
  status: "draft",
};

/** In the order of the form. */
export const bookFields = Object.keys(emptyBook);

export function fromBook(book: Book): BookFormValues {
  const { title, isbn, author, price, published_on, status } = book;
  return { title, isbn, author_id: author.id, price, published_on, status };
}

/** Only what saves a round trip; the rules themselves are the server's. */
export const bookRules = {
  title: (title: string) => (title.trim() === "" ? texts.errors.title : null),
  isbn: (isbn: string) => (isbn.trim() === "" ? texts.errors.isbn : null),
  author_id: (id: number | null) => (id === null ? texts.errors.author : null),
  price: (price: string) => (/^\s*\d+([.,]\d{1,2})?\s*$/.test(price) ? null : texts.errors.price),
  published_on: (date: string) => (date === "" ? texts.errors.published : null),
};

/** The body of a request, from values that passed the rules. */
export function toBody({ author_id, ...values }: BookFormValues): BookCreate {
  return {
    ...values,
    title: values.title.trim(),
    isbn: values.isbn.replace(/[\s-]/g, ""),
    price: values.price.trim().replace(",", "."),
    author_id: author_id ?? 0,
  };
}
