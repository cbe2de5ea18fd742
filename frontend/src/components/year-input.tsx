import { CloseButton, TextInput } from "@mantine/core";
import type { TextInputProps } from "@mantine/core";
import { useState } from "react";

import { readYear } from "@/lib/search-params";

interface YearInputProps extends Omit<TextInputProps, "value" | "onChange"> {
  value: number | undefined;
  onChange: (year: number | undefined) => void;
}

/** A year of four digits. What is not one yet changes nothing. */
export function YearInput({ value, onChange, ...props }: YearInputProps) {
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
            aria-label="Clear year"
            onClick={() => {
              type("");
            }}
          />
        )
      }
      {...props}
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
