import { resourceTexts } from "@/components/resource-texts";

export const texts = {
  ...resourceTexts({ one: "author", other: "authors" }, "name"),
  // #region sample: texts about authors
  description: "The people behind the books in your catalog.",
  books: (name: string) => `Books by ${name}`,
  // #endregion
  fields: {
    name: "Name",
    biography: "Biography",
  },
} as const;
