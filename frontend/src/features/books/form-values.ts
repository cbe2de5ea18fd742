import type { FormDefinition } from "@/components/form-definition";
import { bookCreateRules, bookUpdateRules } from "@/lib/api/rules";

import { texts } from "./texts";
import type { Book, BookCreate, BookStatus, BookUpdate } from "./types";

/** What the form holds while it is filled in: text as typed, and an author perhaps not chosen yet. */
export interface BookFormValues {
  title: string;
  isbn: string;
  author_id: number | null;
  price: string;
  published_on: string;
  status: BookStatus;
}

export const bookForm: FormDefinition<Book, BookFormValues, BookCreate, BookUpdate> = {
  // In the order of the form.
  empty: {
    title: "",
    isbn: "",
    author_id: null,
    price: "",
    published_on: "",
    status: "draft",
  },
  fromRecord: ({ title, isbn, author, price, published_on, status }) => {
    return { title, isbn, author_id: author.id, price, published_on, status };
  },
  toBody: (values) => ({
    ...values,
    title: values.title.trim(),
    isbn: values.isbn.replace(/[\s-]/g, ""),
    price: values.price.trim().replace(",", "."),
  }),
  rules: { create: bookCreateRules, update: bookUpdateRules },
  nameOf: ({ title }) => title.trim(),
  texts,
};
