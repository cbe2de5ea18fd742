import { SegmentedControl } from "@mantine/core";

import type { ListProps } from "@/components/description";
import { DateRangeFilter } from "@/components/fields/date-range-filter";
import { ReferenceFilter } from "@/components/fields/filters";
import { SearchInput } from "@/components/search-input";

import { authors, bookStatuses } from "./api";
import type { BooksSearch } from "./api";
import { statusLabels, texts } from "./texts";

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
        onSearch={(text) => onChange({ search: text })}
      />
      <ReferenceFilter
        resource={authors}
        label={texts.fields.author_id}
        placeholder={texts.filters.allAuthors}
        value={search.author_id}
        onChange={(author_id) => onChange({ author_id })}
      />
      <DateRangeFilter
        label={texts.fields.published_on}
        placeholder={texts.filters.anyDate}
        from={search.published_on_from}
        to={search.published_on_to}
        onChange={(from, to) => onChange({ published_on_from: from, published_on_to: to })}
      />
      <SegmentedControl
        aria-label={texts.filters.status}
        data={statusChoices}
        value={search.status ?? ""}
        onChange={(status) => onChange({ status: bookStatuses.find((each) => each === status) })}
      />
    </>
  );
}
