import type { ListProps } from "@/components/description";
import { SearchInput } from "@/components/search-input";

import type { AuthorsSearch } from "./api";
import { texts } from "./texts";

export function AuthorsFilters({ search, onChange }: ListProps<AuthorsSearch>) {
  return (
    <SearchInput texts={texts.search} value={search.search} onSearch={(text) => onChange({ search: text })} />
  );
}
