import { Button, CloseButton, InputBase, Popover, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { ReactNode } from "react";

import { fieldTexts } from "./texts";

interface LabelProps {
  /** The label of the field. */
  label: string;
  /** The text of the empty filter. */
  placeholder?: string;
  /** For a field that can be empty: whether the filter shows only records without a value. */
  isUnset?: boolean;
}

/** The properties of a filter by a value. */
export interface FilterProps<Value> extends LabelProps {
  value: Value | undefined;
  /** `set` is false to show only records without a value. */
  onChange: (value: Value | undefined, set?: false) => void;
}

/** The properties of a filter by a range, which includes both ends. */
export interface RangeFilterProps extends LabelProps {
  /** The first and last value. Without one, the range is open. */
  from: string | undefined;
  to: string | undefined;
  /** `set` is false to show only records without a value. */
  onChange: (from: string | undefined, to: string | undefined, set?: false) => void;
}

interface PopoverFilterProps extends LabelProps {
  /** The text of the filter, or undefined if it is empty. */
  text: string | undefined;
  /** Removes the value. `set` is false to show only records without one. */
  onClear: (set?: false) => void;
  /** What a click on the filter opens. */
  children: (close: () => void) => ReactNode;
}

/** A filter of a list that is set in a popover. */
export function PopoverFilter(props: PopoverFilterProps) {
  const { label, placeholder = fieldTexts.filters.any(label), isUnset, onClear, children } = props;
  const [opened, { close, toggle }] = useDisclosure(false);
  const set = isUnset === true ? fieldTexts.filters.notSet(label) : props.text;

  return (
    <Popover opened={opened} onChange={toggle} shadow="md" trapFocus returnFocus position="bottom-start">
      <Popover.Target>
        <InputBase
          component="button"
          type="button"
          pointer
          w={set === undefined ? 180 : 272}
          aria-label={`${fieldTexts.filters.by(label)}: ${set ?? placeholder}`}
          onClick={toggle}
          rightSectionPointerEvents={set === undefined ? "none" : "all"}
          rightSection={
            set !== undefined && (
              <CloseButton size="sm" aria-label={fieldTexts.filters.clear(label)} onClick={() => onClear()} />
            )
          }
        >
          <Text inherit truncate c={set === undefined ? "var(--mantine-color-placeholder)" : undefined}>
            {set ?? placeholder}
          </Text>
        </InputBase>
      </Popover.Target>
      <Popover.Dropdown>
        {isUnset !== undefined && (
          <Button
            fullWidth
            mb="xs"
            size="xs"
            variant="default"
            onClick={() => {
              close();
              onClear(false);
            }}
          >
            {fieldTexts.notSet}
          </Button>
        )}
        {children(close)}
      </Popover.Dropdown>
    </Popover>
  );
}

/** Returns the text of a range, or undefined if it is open at both ends. */
export function describeRange(
  from: string | undefined,
  to: string | undefined,
  format: (value: string) => string,
): string | undefined {
  if (from === undefined) return to === undefined ? undefined : fieldTexts.filters.until(format(to));
  if (to === undefined) return fieldTexts.filters.from(format(from));
  return from === to ? format(from) : fieldTexts.filters.between(format(from), format(to));
}
