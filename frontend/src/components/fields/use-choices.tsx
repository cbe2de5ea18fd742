import { Loader } from "@mantine/core";
import { useDebouncedValue, useDisclosure } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { choicesQuery } from "@/lib/api/queries";
import type { Resource } from "@/lib/api/resource";

import type { Referred } from "./kinds";
import { fieldTexts } from "./texts";

/**
 * The options of a select of records: those that the server finds, because there may be too many to load all, and the
 * selected ones; and what such selects have in common. `labels` are texts that the select shows for other options.
 */
export function useChoices(resource: Resource, selected: Referred[], labels: string[] = []) {
  const [opened, { open, close }] = useDisclosure(false);
  const [text, setText] = useState("");
  // The name of the selected record is not a search.
  const shown = [...labels, ...selected.map((item) => resource.nameOf(item))];
  const [search] = useDebouncedValue(shown.includes(text) ? "" : text.trim(), 200);
  const found = useQuery({
    ...choicesQuery(resource, search),
    placeholderData: keepPreviousData,
    enabled: opened,
  });
  const items: Referred[] = found.data?.items ?? [];
  const missing = selected.filter(({ id }) => !items.some((item) => item.id === id));
  const nothingFound = search === "" ? fieldTexts.noChoices : fieldTexts.noMatches;
  return {
    items: [...missing, ...items],
    selectProps: {
      searchable: true,
      nothingFoundMessage: found.isPending ? <Loader size="xs" /> : nothingFound,
      comboboxProps: { shadow: "md" },
      // The server has already filtered the options.
      filter: <Options,>({ options }: { options: Options }) => options,
      onSearchChange: setText,
      onDropdownOpen: open,
      onDropdownClose: close,
    },
  };
}
