import { Group, Select } from "@mantine/core";

import { SearchInput } from "@/components/search-input";

import { authorSorts, defaultAuthorSort } from "../search";
import type { AuthorsSearch } from "../search";
import { sortLabels, texts } from "../texts";

interface AuthorsFiltersProps {
  search: AuthorsSearch;
  onChange: (change: AuthorsSearch) => void;
}

const sortChoices = authorSorts.map((sort) => ({ value: sort, label: sortLabels[sort] }));

export function AuthorsFilters({ search, onChange }: AuthorsFiltersProps) {
  return (
    <Group gap="sm" role="search">
      <SearchInput
        flex="1 1 240px"
        aria-label={texts.filters.search}
        placeholder={texts.filters.searchPlaceholder}
        value={search.search ?? ""}
        onSearch={(text) => {
          onChange({ search: text === "" ? undefined : text });
        }}
      />
      {/* On a phone there are no column heads to press. */}
      <Select
        hiddenFrom="sm"
        flex="1 1 140px"
        aria-label={texts.filters.sort}
        allowDeselect={false}
        data={sortChoices}
        value={search.sort ?? defaultAuthorSort}
        onChange={(sort) => {
          onChange({ sort: sort === defaultAuthorSort ? undefined : (sort ?? undefined) });
        }}
      />
    </Group>
  );
}
