import type { ListDescription, ListProps } from "@/components/data-list/description";
import { ListPage } from "@/components/data-list/list-page";

import { books, bookSorts } from "./api";
import type { Book, BooksSearch } from "./api";
import { bookFields } from "./fields";
import { BooksFilters } from "./filters";
import { texts } from "./texts";

const description: ListDescription<Book, BooksSearch> = {
  resource: books,
  fields: bookFields,
  sorts: bookSorts,
  texts,
  Filters: BooksFilters,
  create: { to: "/books/new", search: true, resetScroll: false },
  open: ({ id }) => ({
    to: "/books/$bookId/edit",
    params: { bookId: id },
    search: true,
    resetScroll: false,
  }),
};

export function BooksList(props: ListProps<BooksSearch>) {
  return <ListPage list={description} {...props} />;
}
