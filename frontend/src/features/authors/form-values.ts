import type { FormDefinition } from "@/components/form-definition";
import { authorCreateRules, authorUpdateRules } from "@/lib/api/rules";

import { texts } from "./texts";
import type { Author, AuthorCreate, AuthorUpdate } from "./types";

export type AuthorFormValues = Required<AuthorCreate>;

export const authorForm: FormDefinition<Author, AuthorFormValues, AuthorCreate, AuthorUpdate> = {
  // In the order of the form.
  empty: { name: "", biography: "" },
  fromRecord: ({ name, biography }) => ({ name, biography }),
  toBody: ({ name, biography }) => ({ name: name.trim(), biography: biography.trim() }),
  rules: { create: authorCreateRules, update: authorUpdateRules },
  nameOf: ({ name }) => name.trim(),
  texts,
};
