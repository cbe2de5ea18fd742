import { Button, Group, TextInput } from "@mantine/core";
import { useState } from "react";

import { ruleTexts } from "@/lib/rule-texts";
import { readSearch, readUuid } from "@/lib/search-params";

import { PopoverFilter } from "./popover-filter";
import type { FilterProps } from "./popover-filter";
import { fieldTexts } from "./texts";

interface Format {
  /** Returns the value that a text stands for, or undefined. */
  read: (text: string) => string | undefined;
  /** What to enter instead of a text that is no value. */
  error: string;
  /** What the input asks for. */
  hint: string;
}

const part: Format = {
  read: readSearch,
  error: fieldTexts.filters.notSearchable,
  hint: fieldTexts.filters.contains,
};
const uuid: Format = { read: readUuid, error: ruleTexts.notAUuid, hint: fieldTexts.filters.is };

/** Filters a list by a part of a text, ignoring case. */
export function TextFilter(props: FilterProps<string>) {
  return <FormatFilter {...props} format={part} />;
}

/** Filters a list by a UUID. */
export function UuidFilter(props: FilterProps<string>) {
  return <FormatFilter {...props} format={uuid} />;
}

function FormatFilter({ value, onChange, format, ...props }: FilterProps<string> & { format: Format }) {
  return (
    <PopoverFilter {...props} text={value} onClear={(set) => onChange(undefined, set)}>
      {(close) => (
        <Text
          value={value}
          format={format}
          onApply={(next) => {
            close();
            onChange(next);
          }}
        />
      )}
    </PopoverFilter>
  );
}

interface TextProps {
  value: string | undefined;
  format: Format;
  onApply: (value: string | undefined) => void;
}

function Text({ value = "", format, onApply }: TextProps) {
  const [text, setText] = useState(value);
  const [error, setError] = useState<string>();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const next = format.read(text);
        if (next === undefined && text.trim() !== "") setError(format.error);
        else onApply(next);
      }}
    >
      <Group align="start" gap="xs">
        <TextInput
          aria-label={format.hint}
          placeholder={format.hint}
          autoComplete="off"
          maxLength={200}
          w={320}
          maw="60vw"
          error={error}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setError(undefined);
          }}
        />
        <Button type="submit">{fieldTexts.filters.apply}</Button>
      </Group>
    </form>
  );
}
