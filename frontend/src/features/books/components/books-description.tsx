import type { ListDescription } from "@/components/data-list/description";
import { BookIcon } from "@/components/icons";
import { formatDate, formatMoney } from "@/lib/format";

import { bookSorts } from "../search";
import { sortLabels, texts } from "../texts";
import type { Book, BookSort } from "../types";
import { StatusBadge } from "./status-badge";

/** What the list of books shows. */
export const booksDescription: ListDescription<Book, BookSort> = {
  texts,
  icon: <BookIcon size={26} />,
  name: ({ title }) => title,
  sorts: bookSorts,
  sortLabels,
  create: { to: "/books/new", search: true, resetScroll: false },
  open: ({ id }) => ({
    to: "/books/$bookId/edit",
    params: { bookId: id },
    search: true,
    resetScroll: false,
  }),
  columns: [
    {
      label: texts.columns.title,
      width: "minmax(0, 5fr)",
      sort: "title",
      cell: ({ title }) => title,
    },
    {
      label: texts.columns.author,
      width: "minmax(0, 3fr)",
      card: "subtitle",
      cell: ({ author }) => author.name,
    },
    {
      label: texts.columns.status,
      width: "7.5rem",
      card: "tag",
      cell: ({ status }) => <StatusBadge status={status} />,
    },
    {
      label: texts.columns.published,
      width: "7.75rem",
      sort: "published_on",
      card: "note",
      cell: ({ published_on }) => formatDate(published_on),
    },
    {
      label: texts.columns.price,
      width: "6rem",
      sort: "price",
      align: "end",
      card: "end",
      cell: ({ price }) => formatMoney(price),
    },
  ],
};
