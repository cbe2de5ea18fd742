import { UnstyledButton } from "@mantine/core";

import { ArrowDownIcon, ArrowUpIcon, SortableIcon } from "../icons";
import classes from "./sort-button.module.css";

interface SortButtonProps {
  label: string;
  direction: "ascending" | "descending" | "none";
  onPress: () => void;
}

const icons = { ascending: ArrowUpIcon, descending: ArrowDownIcon, none: SortableIcon };

/** A column's head that sorts the list. */
export function SortButton({ label, direction, onPress }: SortButtonProps) {
  const Icon = icons[direction];
  return (
    <UnstyledButton
      className={classes.button}
      data-active={direction !== "none" || undefined}
      onClick={onPress}
    >
      {label}
      <Icon size={14} />
    </UnstyledButton>
  );
}
