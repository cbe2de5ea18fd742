import { Table, UnstyledButton } from "@mantine/core";

import { ArrowDownIcon, ArrowUpIcon, SortableIcon } from "./icons";
import classes from "./sort-header.module.css";

interface SortHeaderProps<Sort extends string> {
  label: string;
  /** The field, and the same with a minus for the other direction. */
  field: Sort;
  descending: Sort;
  sort: Sort;
  onSort: (sort: Sort) => void;
  className?: string | undefined;
}

/** A column's head that sorts the list, and turns the order round when pressed again. */
export function SortHeader<Sort extends string>(props: SortHeaderProps<Sort>) {
  const { label, field, descending, sort, onSort, className } = props;
  const direction = sort === field ? "ascending" : sort === descending ? "descending" : "none";
  return (
    <Table.Th aria-sort={direction} className={className}>
      <UnstyledButton
        className={classes.button}
        data-active={direction !== "none" || undefined}
        onClick={() => {
          onSort(direction === "ascending" ? descending : field);
        }}
      >
        {label}
        <DirectionIcon direction={direction} />
      </UnstyledButton>
    </Table.Th>
  );
}

function DirectionIcon({ direction }: { direction: "ascending" | "descending" | "none" }) {
  if (direction === "ascending") return <ArrowUpIcon size={14} />;
  if (direction === "descending") return <ArrowDownIcon size={14} />;
  return <SortableIcon size={14} />;
}
