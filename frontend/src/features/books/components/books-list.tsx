import { lazy } from "react";

import { ListPage } from "@/components/data-list/list-page";

import { useBooksCount } from "../api/count-books";
import { useDeleteBooks } from "../api/delete-books";
import { useBooks } from "../api/list-books";
import type { BooksSearch } from "../search";
import { booksDescription } from "./books-description";
import { BooksFilters } from "./books-filters";

const DeleteBook = lazy(async () => ({
  default: (await import("./delete-book")).DeleteBook,
}));

interface BooksListProps {
  search: BooksSearch;
  /** Changes what is given of the search and leaves the rest. */
  onChange: (change: BooksSearch) => void;
}

export function BooksList({ search, onChange }: BooksListProps) {
  return (
    <ListPage
      list={booksDescription}
      search={search}
      onChange={onChange}
      query={useBooks(search)}
      count={useBooksCount(search)}
      removal={useDeleteBooks()}
      filters={<BooksFilters search={search} onChange={onChange} />}
      deleteDialog={(record, close) => <DeleteBook record={record} onClose={close} />}
    />
  );
}
