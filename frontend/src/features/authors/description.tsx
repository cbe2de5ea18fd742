import IconBook from "@tabler/icons-react/icons/IconBook";

import type { Description } from "@/components/description";
import { authorCreateRules, authorUpdateRules } from "@/lib/api/rules";

import { authors, authorSorts } from "./api";
import type { Author, AuthorsSearch } from "./api";
import { authorFields } from "./fields";
import { AuthorsFilters } from "./filters";
import { texts } from "./texts";

export const description: Description<Author, AuthorsSearch> = {
  resource: authors,
  fields: authorFields,
  rules: { create: authorCreateRules, update: authorUpdateRules },
  sorts: authorSorts,
  texts,
  Filters: AuthorsFilters,
  // #region sample: link to the author's books
  related: ({ id, name }) => ({
    label: texts.books(name),
    icon: <IconBook aria-hidden size={16} />,
    link: { to: "/books", search: { author_id: id } },
  }),
  // #endregion
};
