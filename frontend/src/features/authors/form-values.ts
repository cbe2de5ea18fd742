import type { FormDefinition } from "@/components/form-definition";
import { authorCreateRules, authorUpdateRules } from "@/lib/api/rules";

import { texts } from "./texts";
import type { Author, AuthorCreate, AuthorUpdate } from "./types";

/** What the form holds while it is filled in: text as typed, and perhaps not chosen yet what is chosen. */
export interface AuthorFormValues {
  name: string;
  biography: string;
}

export const authorForm: FormDefinition<Author, AuthorFormValues, AuthorCreate, AuthorUpdate> = {
  // In the order of the form.
  empty: {
    name: "",
    biography: "",
  },
  fromRecord: (record) => ({
    name: record.name,
    biography: record.biography,
  }),
  toBody: (values) => ({
    name: values.name.trim(),
    biography: values.biography.trim(),
  }),
  rules: { create: authorCreateRules, update: authorUpdateRules },
  nameOf: (values) => values.name.trim(),
  texts,
};
