import { CloseButton, TextInput } from "@mantine/core";
import { useState } from "react";

import { readYear } from "@/lib/search-params";

import { texts } from "./texts";

interface YearInputProps {
  value: number | undefined;
  onChange: (year: number | undefined) => void;
}

/** An input for a year. Calls `onChange` only with four digits or when cleared. */
export function YearInput({ value, onChange }: YearInputProps) {
  const [text, setText] = useState(String(value ?? ""));
  const [seen, setSeen] = useState(value);
  if (value !== seen) {
    setSeen(value);
    setText(String(value ?? ""));
  }

  function type(next: string) {
    setText(next);
    const year = readYear(next);
    if (next === "" || year !== undefined) onChange(year);
  }

  return (
    <TextInput
      inputMode="numeric"
      autoComplete="off"
      maxLength={4}
      w={118}
      rightSection={
        text !== "" && (
          <CloseButton
            size="sm"
            aria-label={texts.filters.clearYear}
            onClick={() => {
              type("");
            }}
          />
        )
      }
      aria-label={texts.filters.year}
      placeholder={texts.filters.anyYear}
      value={text}
      onChange={(event) => {
        type(event.currentTarget.value.replace(/\D/g, ""));
      }}
      onBlur={() => {
        setText(String(value ?? ""));
      }}
    />
  );
}
