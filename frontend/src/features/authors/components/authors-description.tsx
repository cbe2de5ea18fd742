import type { ListDescription } from "@/components/data-list/description";
import { BookIcon, PeopleIcon } from "@/components/icons";

import { authorSorts } from "../search";
import { sortLabels, texts } from "../texts";
import type { Author, AuthorSort } from "../types";

/** What the list of authors shows. */
export const authorsDescription: ListDescription<Author, AuthorSort> = {
  texts,
  icon: <PeopleIcon size={26} />,
  name: ({ name }) => name,
  sorts: authorSorts,
  sortLabels,
  create: { to: "/authors/new", search: true, resetScroll: false },
  open: ({ id }) => ({
    to: "/authors/$authorId/edit",
    params: { authorId: id },
    search: true,
    resetScroll: false,
  }),
  more: ({ id, name }) => ({
    label: texts.books(name),
    icon: <BookIcon size={16} />,
    link: { to: "/books", search: { author_id: id } },
  }),
  columns: [
    {
      label: texts.columns.name,
      width: "minmax(0, 2fr)",
      sort: "name",
      cell: ({ name }) => name,
    },
    {
      label: texts.columns.biography,
      width: "minmax(0, 5fr)",
      card: "subtitle",
      cell: ({ biography }) => biography,
    },
  ],
};
