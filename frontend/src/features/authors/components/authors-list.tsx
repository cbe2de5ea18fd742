import { Button, Paper, Stack } from "@mantine/core";
import { useState } from "react";

import { PeopleIcon, PlusIcon, SearchIcon } from "@/components/icons";
import { ButtonLink } from "@/components/links";
import { PageHeader } from "@/components/page-header";
import { PagedList } from "@/components/paged-list";
import { StateMessage } from "@/components/state-message";

import { useAuthors } from "../api/list-authors";
import { defaultAuthorSort, isFiltered } from "../search";
import type { AuthorsSearch } from "../search";
import { texts } from "../texts";
import type { Author } from "../types";
import { AuthorRow } from "./author-row";
import { AuthorsFilters } from "./authors-filters";
import { AuthorsSkeleton } from "./authors-skeleton";
import { AuthorsTable } from "./authors-table";
import { DeleteAuthor } from "./delete-author";

interface AuthorsListProps {
  search: AuthorsSearch;
  /** Changes what is given of the search and leaves the rest. */
  onChange: (change: AuthorsSearch) => void;
}

export function AuthorsList({ search, onChange }: AuthorsListProps) {
  const authors = useAuthors(search);
  const [deleting, setDeleting] = useState<Author>();
  const order = {
    sort: search.sort ?? defaultAuthorSort,
    onSort: (sort: AuthorsSearch["sort"]) => {
      onChange({ sort: sort === defaultAuthorSort ? undefined : sort });
    },
  };
  return (
    <Stack gap="lg">
      <PageHeader
        title={texts.title}
        description={texts.description}
        action={<NewAuthorButton />}
      />
      <AuthorsFilters search={search} onChange={onChange} />
      <Paper withBorder>
        <PagedList
          query={authors}
          noun={texts.noun}
          skeleton={
            <AuthorsTable {...order}>
              <AuthorsSkeleton />
            </AuthorsTable>
          }
          empty={<NoAuthors filtered={isFiltered(search)} onChange={onChange} />}
        >
          {(items) => (
            <AuthorsTable {...order}>
              {items.map((author) => (
                <AuthorRow key={author.id} author={author} onDelete={setDeleting} />
              ))}
            </AuthorsTable>
          )}
        </PagedList>
      </Paper>
      {deleting && (
        <DeleteAuthor
          author={deleting}
          onClose={() => {
            setDeleting(undefined);
          }}
        />
      )}
    </Stack>
  );
}

function NewAuthorButton() {
  return (
    <ButtonLink
      to="/authors/new"
      search={true}
      resetScroll={false}
      leftSection={<PlusIcon size={16} />}
      flex="none"
    >
      {texts.create.action}
    </ButtonLink>
  );
}

function NoAuthors({
  filtered,
  onChange,
}: {
  filtered: boolean;
  onChange: AuthorsListProps["onChange"];
}) {
  if (!filtered) {
    return (
      <StateMessage icon={<PeopleIcon size={26} />} {...texts.empty} action={<NewAuthorButton />} />
    );
  }
  const clear = () => {
    onChange({ search: undefined });
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
