import { Group, SegmentedControl, Select } from "@mantine/core";

import { SearchInput } from "@/components/search-input";

import { bookSorts, bookStatuses, defaultBookSort } from "../search";
import type { BooksSearch } from "../search";
import { sortLabels, statusLabels, texts } from "../texts";
import type { BookStatus } from "../types";
import { AuthorSelect } from "./author-select";
import classes from "./books-filters.module.css";

interface BooksFiltersProps {
  search: BooksSearch;
  onChange: (change: BooksSearch) => void;
}

const statusChoices = [
  { value: "", label: texts.filters.allStatuses },
  ...bookStatuses.map((status) => ({ value: status, label: statusLabels[status] })),
];
const sortChoices = bookSorts.map((sort) => ({ value: sort, label: sortLabels[sort] }));

export function BooksFilters({ search, onChange }: BooksFiltersProps) {
  return (
    <Group gap="sm" role="search" className={classes.filters}>
      <SearchInput
        className={classes.search}
        aria-label={texts.filters.search}
        placeholder={texts.filters.searchPlaceholder}
        value={search.search ?? ""}
        onSearch={(text) => {
          onChange({ search: text === "" ? undefined : text });
        }}
      />
      <AuthorSelect
        clearable
        className={classes.author}
        aria-label={texts.filters.author}
        placeholder={texts.filters.authorPlaceholder}
        value={search.author_id ?? null}
        onChange={(author) => {
          onChange({ author_id: author ?? undefined });
        }}
      />
      {/* On a phone there are no column heads to press. */}
      <Select
        hiddenFrom="sm"
        className={classes.sort}
        aria-label={texts.filters.sort}
        allowDeselect={false}
        data={sortChoices}
        value={search.sort ?? defaultBookSort}
        onChange={(sort) => {
          onChange({ sort: sort === defaultBookSort ? undefined : (sort ?? undefined) });
        }}
      />
      <SegmentedControl
        className={classes.status}
        aria-label={texts.filters.status}
        data={statusChoices}
        value={search.status ?? ""}
        onChange={(status) => {
          onChange({ status: status === "" ? undefined : (status as BookStatus) });
        }}
      />
    </Group>
  );
}
