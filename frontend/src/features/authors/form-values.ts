import { texts } from "./texts";
import type { Author, AuthorCreate } from "./types";

export type AuthorFormValues = AuthorCreate;

export const emptyAuthor: AuthorFormValues = { name: "", biography: "" };

/** In the order of the form. */
export const authorFields = Object.keys(emptyAuthor);

export function fromAuthor({ name, biography }: Author): AuthorFormValues {
  return { name, biography };
}

/** Only what saves a round trip; the rules themselves are the server's. */
export const authorRules = {
  name: (name: string) => (name.trim() === "" ? texts.errors.name : null),
};

export function toBody({ name, biography }: AuthorFormValues): AuthorCreate {
  return { name: name.trim(), biography: biography.trim() };
}
