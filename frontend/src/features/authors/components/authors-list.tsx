import { lazy } from "react";

import { ListPage } from "@/components/data-list/list-page";

import { useAuthorsCount } from "../api/count-authors";
import { useDeleteAuthors } from "../api/delete-authors";
import { useAuthors } from "../api/list-authors";
import type { AuthorsSearch } from "../search";
import { authorsDescription } from "./authors-description";
import { AuthorsFilters } from "./authors-filters";

const DeleteAuthor = lazy(async () => ({
  default: (await import("./delete-author")).DeleteAuthor,
}));

interface AuthorsListProps {
  search: AuthorsSearch;
  /** Changes what is given of the search and leaves the rest. */
  onChange: (change: AuthorsSearch) => void;
}

export function AuthorsList({ search, onChange }: AuthorsListProps) {
  return (
    <ListPage
      list={authorsDescription}
      search={search}
      onChange={onChange}
      query={useAuthors(search)}
      count={useAuthorsCount(search)}
      removal={useDeleteAuthors()}
      filters={<AuthorsFilters search={search} onChange={onChange} />}
      deleteDialog={(record, close) => <DeleteAuthor record={record} onClose={close} />}
    />
  );
}
