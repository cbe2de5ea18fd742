import { Button, CloseButton, Input, InputBase, Popover, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { ReactNode } from "react";

import { fieldTexts } from "./texts";

interface PopoverFilterProps {
  /** The label of the field. */
  label: string;
  /** The text of the empty filter. */
  placeholder?: string;
  /** The text of the filter, or undefined if it is empty. */
  text: string | undefined;
  /** For a field that can be empty: whether the filter shows only records without a value. */
  isUnset?: boolean;
  onClear: () => void;
  /** Shows only records without a value. */
  onUnset: () => void;
  /** What a click on the filter opens. */
  children: (close: () => void) => ReactNode;
}

/** A filter of a list that is set in a popover. */
export function PopoverFilter(props: PopoverFilterProps) {
  const { label, placeholder = fieldTexts.filters.any(label), isUnset, onClear, onUnset, children } = props;
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
              <CloseButton size="sm" aria-label={fieldTexts.filters.clear(label)} onClick={onClear} />
            )
          }
        >
          {set === undefined ? (
            <Input.Placeholder>{placeholder}</Input.Placeholder>
          ) : (
            <Text inherit truncate>
              {set}
            </Text>
          )}
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
              onUnset();
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
