import { SegmentedControl } from "@mantine/core";

import type { ListProps } from "@/components/data-list/description";
import { ReferenceFilter } from "@/components/fields/filters";
import { SearchInput } from "@/components/search-input";

import { authors, bookStatuses } from "./api";
import type { BooksSearch } from "./api";
import { statusLabels, texts } from "./texts";
import { YearInput } from "./year-input";

const statusChoices = [
  { value: "", label: texts.filters.allStatuses },
  ...bookStatuses.map((status) => ({ value: status, label: statusLabels[status] })),
];

export function BooksFilters({ search, onChange }: ListProps<BooksSearch>) {
  return (
    <>
      <SearchInput
        texts={texts.search}
        value={search.search}
        onSearch={(text) => {
          onChange({ search: text });
        }}
      />
      <ReferenceFilter
        resource={authors}
        label={texts.fields.author_id}
        placeholder={texts.filters.allAuthors}
        value={search.author_id}
        onChange={(author_id) => {
          onChange({ author_id });
        }}
      />
      <YearInput
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
          onChange({ status: bookStatuses.find((each) => each === status) });
        }}
      />
    </>
  );
}
