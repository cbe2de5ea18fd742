import { CloseButton, TextInput } from "@mantine/core";
import type { TextInputProps } from "@mantine/core";
import { useDebouncedCallback, useHotkeys } from "@mantine/hooks";
import { useRef, useState } from "react";

import { SearchIcon } from "./icons";

interface SearchInputProps extends Omit<TextInputProps, "value" | "onChange"> {
  /** What the address says. */
  value: string;
  onSearch: (search: string) => void;
}

const delay = 250;

/** Searches as the user types, and follows the address when something else changes it. A slash leads to it. */
export function SearchInput({ value, onSearch, ...props }: SearchInputProps) {
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  const [sent, setSent] = useState(value);
  const inputRef = useRef<HTMLInputElement>(null);
  const focus = () => {
    if (document.querySelector("[role='dialog']") === null) inputRef.current?.focus();
  };
  // On many keyboards it is typed with Shift.
  useHotkeys([
    ["/", focus],
    ["shift+/", focus],
  ]);

  const search = useDebouncedCallback((next: string) => {
    setSent(next.trim());
    onSearch(next.trim());
  }, delay);

  // The address answers to what was typed a moment ago: that must not take away what was typed
  // since. Any other change comes from elsewhere, such as the Back button, and wins.
  if (value !== seen) {
    setSeen(value);
    if (value !== sent) {
      setSent(value);
      setText(value);
    }
  }

  function type(next: string) {
    setText(next);
    search(next);
  }

  return (
    <TextInput
      ref={inputRef}
      type="search"
      aria-keyshortcuts="/"
      autoComplete="off"
      maxLength={200}
      leftSection={<SearchIcon size={16} />}
      rightSection={
        text !== "" && (
          <CloseButton
            size="sm"
            aria-label="Clear search"
            onClick={() => {
              type("");
              search.flush();
            }}
          />
        )
      }
      {...props}
      value={text}
      onChange={(event) => {
        type(event.currentTarget.value);
      }}
      // A link pressed right after typing finds the search in the address.
      onBlur={search.flush}
    />
  );
}
