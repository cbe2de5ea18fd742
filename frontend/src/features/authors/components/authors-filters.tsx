import { SearchInput } from "@/components/search-input";

import type { AuthorsSearch } from "../search";
import { texts } from "../texts";

interface AuthorsFiltersProps {
  search: AuthorsSearch;
  onChange: (change: AuthorsSearch) => void;
}

export function AuthorsFilters({ search, onChange }: AuthorsFiltersProps) {
  return (
    <SearchInput
      aria-label={texts.filters.search}
      placeholder={texts.filters.searchPlaceholder}
      value={search.search ?? ""}
      onSearch={(text) => {
        onChange({ search: text === "" ? undefined : text });
      }}
    />
  );
}
