import { Button, Paper, Stack } from "@mantine/core";
import { useState } from "react";

import { BookIcon, PlusIcon, SearchIcon } from "@/components/icons";
import { ButtonLink } from "@/components/links";
import { PageHeader } from "@/components/page-header";
import { PagedList } from "@/components/paged-list";
import { StateMessage } from "@/components/state-message";

import { useBooks } from "../api/list-books";
import { defaultBookSort, isFiltered } from "../search";
import type { BooksSearch } from "../search";
import { texts } from "../texts";
import type { Book } from "../types";
import { BookRow } from "./book-row";
import { BooksFilters } from "./books-filters";
import { BooksSkeleton } from "./books-skeleton";
import { BooksTable } from "./books-table";
import { DeleteBook } from "./delete-book";

interface BooksListProps {
  search: BooksSearch;
  /** Changes what is given of the search and leaves the rest. */
  onChange: (change: BooksSearch) => void;
}

export function BooksList({ search, onChange }: BooksListProps) {
  const books = useBooks(search);
  const [deleting, setDeleting] = useState<Book>();
  const order = {
    sort: search.sort ?? defaultBookSort,
    onSort: (sort: BooksSearch["sort"]) => {
      onChange({ sort: sort === defaultBookSort ? undefined : sort });
    },
  };
  return (
    <Stack gap="lg">
      <PageHeader title={texts.title} description={texts.description} action={<NewBookButton />} />
      <BooksFilters search={search} onChange={onChange} />
      <Paper withBorder>
        <PagedList
          query={books}
          noun={texts.noun}
          skeleton={
            <BooksTable {...order}>
              <BooksSkeleton />
            </BooksTable>
          }
          empty={<NoBooks filtered={isFiltered(search)} onChange={onChange} />}
        >
          {(items) => (
            <BooksTable {...order}>
              {items.map((book) => (
                <BookRow key={book.id} book={book} onDelete={setDeleting} />
              ))}
            </BooksTable>
          )}
        </PagedList>
      </Paper>
      {deleting && (
        <DeleteBook
          book={deleting}
          onClose={() => {
            setDeleting(undefined);
          }}
        />
      )}
    </Stack>
  );
}

function NewBookButton() {
  return (
    <ButtonLink
      to="/books/new"
      search={true}
      resetScroll={false}
      leftSection={<PlusIcon size={16} />}
      flex="none"
    >
      {texts.create.action}
    </ButtonLink>
  );
}

function NoBooks({
  filtered,
  onChange,
}: {
  filtered: boolean;
  onChange: BooksListProps["onChange"];
}) {
  if (!filtered) {
    return (
      <StateMessage icon={<BookIcon size={26} />} {...texts.empty} action={<NewBookButton />} />
    );
  }
  const clear = () => {
    onChange({ search: undefined, author_id: undefined, status: undefined });
  };
  return (
    <StateMessage
      icon={<SearchIcon size={26} />}
      {...texts.nothingMatches}
      action={
        <Button variant="default" onClick={clear}>
          {texts.filters.clear}
        </Button>
      }
    />
  );
}
