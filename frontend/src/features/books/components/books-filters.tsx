import { SegmentedControl } from "@mantine/core";

import { SearchInput } from "@/components/search-input";
import { YearInput } from "@/components/year-input";

import { bookStatuses } from "../search";
import type { BooksSearch } from "../search";
import { statusLabels, texts } from "../texts";
import type { BookStatus } from "../types";
import { AuthorSelect } from "./author-select";

interface BooksFiltersProps {
  search: BooksSearch;
  onChange: (change: BooksSearch) => void;
}

const statusChoices = [
  { value: "", label: texts.filters.allStatuses },
  ...bookStatuses.map((status) => ({ value: status, label: statusLabels[status] })),
];

export function BooksFilters({ search, onChange }: BooksFiltersProps) {
  return (
    <>
      <SearchInput
        aria-label={texts.filters.search}
        placeholder={texts.filters.searchPlaceholder}
        value={search.search ?? ""}
        onSearch={(text) => {
          onChange({ search: text === "" ? undefined : text });
        }}
      />
      <AuthorSelect
        clearable
        aria-label={texts.filters.author}
        placeholder={texts.filters.authorPlaceholder}
        value={search.author_id ?? null}
        onChange={(author) => {
          onChange({ author_id: author ?? undefined });
        }}
      />
      <YearInput
        aria-label={texts.filters.year}
        placeholder={texts.filters.yearPlaceholder}
        value={search.year}
        onChange={(year) => {
          onChange({ year });
        }}
      />
      <SegmentedControl
        aria-label={texts.filters.status}
        data={statusChoices}
        value={search.status ?? ""}
        onChange={(status) => {
          onChange({ status: status === "" ? undefined : (status as BookStatus) });
        }}
      />
    </>
  );
}
