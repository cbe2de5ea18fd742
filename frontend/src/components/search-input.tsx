import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback, useHotkeys } from "@mantine/hooks";
import { useRef, useState } from "react";
import IconSearch from "@tabler/icons-react/icons/IconSearch";

import { readSearch } from "@/lib/search-params";

import { texts } from "./texts";

interface SearchInputProps {
  texts: { label: string; placeholder: string };
  /** The search in the URL. */
  value: string | undefined;
  onSearch: (search: string | undefined) => void;
}

const delay = 250;

/** Searches as the user types, and follows other changes of the URL. Press "/" to focus it. */
export function SearchInput({ texts: { label, placeholder }, value = "", onSearch }: SearchInputProps) {
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  const [sent, setSent] = useState(value);
  const inputRef = useRef<HTMLInputElement>(null);
  const focus = () => {
    if (document.querySelector("[role='dialog']") === null) inputRef.current?.focus();
  };
  // Many keyboard layouts type "/" with Shift.
  useHotkeys([
    ["/", focus],
    ["shift+/", focus],
  ]);

  const search = useDebouncedCallback((next: string) => {
    const term = readSearch(next);
    setSent(term ?? "");
    onSearch(term);
  }, delay);

  // The URL lags behind typing, so ignore values that come from this input. Other changes, such as the Back button,
  // replace the text.
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
      leftSection={<IconSearch aria-hidden size={16} />}
      rightSection={
        text !== "" && (
          <CloseButton
            size="sm"
            aria-label={texts.clearSearch}
            onClick={() => {
              type("");
              search.flush();
            }}
          />
        )
      }
      aria-label={label}
      placeholder={placeholder}
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
      // Update the URL before the user can follow a link.
      onBlur={search.flush}
    />
  );
}
