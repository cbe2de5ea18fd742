import { Loader, Select } from "@mantine/core";
import type { SelectProps } from "@mantine/core";
import { useDebouncedValue, useDisclosure } from "@mantine/hooks";
import { useState } from "react";

import { useAuthorName } from "../api/get-author-name";
import { useAuthorChoices } from "../api/search-authors";
import { texts } from "../texts";

interface AuthorSelectProps extends Omit<SelectProps<number>, "data" | "value"> {
  value: number | null;
}

/** Searches on the server: there may be more authors than a browser wants to hold. */
export function AuthorSelect({ value, ...props }: AuthorSelectProps) {
  const [opened, { open, close }] = useDisclosure(false);
  const [text, setText] = useState("");
  const name = useAuthorName(value).data;
  // The box shows the chosen name, which is not a search.
  const [search] = useDebouncedValue(text === name ? "" : text.trim(), 200);
  const choices = useAuthorChoices(search, opened);

  const data = (choices.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const missing = value !== null && !data.some((option) => option.value === value);
  if (missing && name !== undefined) data.unshift({ value, label: name });

  return (
    <Select<number>
      searchable
      data={data}
      value={missing && name === undefined ? null : value}
      // The server has filtered already.
      filter={({ options }) => options}
      onSearchChange={setText}
      onDropdownOpen={open}
      onDropdownClose={close}
      nothingFoundMessage={choices.isPending ? <Loader size="xs" /> : texts.hints.noAuthors}
      comboboxProps={{ shadow: "md" }}
      {...props}
    />
  );
}
