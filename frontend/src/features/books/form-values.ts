import type { FormDefinition } from "@/components/form-definition";
import { bookCreateRules, bookUpdateRules } from "@/lib/api/rules";

import { texts } from "./texts";
import type { Book, BookCreate, BookUpdate, BookStatus } from "./types";

/** What the form holds while it is filled in: text as typed, and perhaps not chosen yet what is chosen. */
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
  fromRecord: (record) => ({
    title: record.title,
    isbn: record.isbn,
    author_id: record.author.id,
    price: record.price,
    published_on: record.published_on,
    status: record.status,
  }),
  toBody: (values) => ({
    title: values.title.trim(),
    // #region sample: the ISBN
    isbn: values.isbn.replace(/[\s-]/g, ""),
    // #endregion
    author_id: values.author_id,
    price: values.price.trim().replace(",", "."),
    published_on: values.published_on.trim(),
    status: values.status,
  }),
  rules: { create: bookCreateRules, update: bookUpdateRules },
  nameOf: (values) => values.title.trim(),
  texts,
};
