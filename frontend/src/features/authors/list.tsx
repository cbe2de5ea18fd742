import IconBook from "@tabler/icons-react/icons/IconBook";

import type { ListDescription, ListProps } from "@/components/data-list/description";
import { ListPage } from "@/components/data-list/list-page";

import { authors, authorSorts } from "./api";
import type { Author, AuthorsSearch } from "./api";
import { authorFields } from "./fields";
import { AuthorsFilters } from "./filters";
import { texts } from "./texts";

const description: ListDescription<Author, AuthorsSearch> = {
  resource: authors,
  fields: authorFields,
  sorts: authorSorts,
  texts,
  Filters: AuthorsFilters,
  create: { to: "/authors/new", search: true, resetScroll: false },
  open: ({ id }) => ({
    to: "/authors/$authorId/edit",
    params: { authorId: id },
    search: true,
    resetScroll: false,
  }),
  // #region sample: link to the author's books
  more: ({ id, name }) => ({
    label: texts.books(name),
    icon: <IconBook aria-hidden size={16} />,
    link: { to: "/books", search: { author_id: id } },
  }),
  // #endregion
};

export function AuthorsList(props: ListProps<AuthorsSearch>) {
  return <ListPage list={description} {...props} />;
}
