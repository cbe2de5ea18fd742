import { UnstyledButton, VisuallyHidden } from "@mantine/core";
import IconArrowDown from "@tabler/icons-react/icons/IconArrowDown";
import IconArrowUp from "@tabler/icons-react/icons/IconArrowUp";
import IconSelector from "@tabler/icons-react/icons/IconSelector";

import type { Row } from "@/lib/api/resource";

import { usePermissions } from "../permissions";
import { placeOf } from "./columns";
import classes from "./data-grid.module.css";
import { SelectBox } from "./select-box";
import { texts } from "./texts";
import type { ListTable } from "./use-list-table";

type Head<Item extends Row> = ReturnType<ListTable<Item>["getHeaderGroups"]>[0]["headers"][0];

/** The sticky header of the grid. */
export function GridHead<Item extends Row>({ table }: { table: ListTable<Item> }) {
  const all = table.getIsAllRowsSelected();
  const { canEdit } = usePermissions();
  return (
    <thead className={classes.head}>
      <tr role="row" aria-rowindex={1} className={classes.headRow}>
        {canEdit && (
          <th role="columnheader" className={classes.select}>
            <SelectBox
              label={texts.selectAll}
              checked={all}
              // Deleted rows may still be in the selection.
              indeterminate={!all && table.getSelectedRowModel().rows.length > 0}
              onToggle={() => table.toggleAllRowsSelected(!all)}
            />
            <span aria-hidden="true" className={classes.selectAll}>
              {texts.selectAll}
            </span>
          </th>
        )}
        {table.getFlatHeaders().map((head) => (
          <HeadCell key={head.id} head={head} />
        ))}
        <th role="columnheader" className={classes.actions}>
          <VisuallyHidden>{texts.actions}</VisuallyHidden>
        </th>
      </tr>
    </thead>
  );
}

const directions = { asc: "ascending", desc: "descending", none: "none" } as const;
const icons = { asc: IconArrowUp, desc: IconArrowDown, none: IconSelector };

function HeadCell<Item extends Row>({ head: { column } }: { head: Head<Item> }) {
  const { meta } = column.columnDef;
  if (!meta) return null;
  const order = column.getIsSorted() || "none";
  const Icon = icons[order];
  const sortable = column.getCanSort();
  return (
    <th
      role="columnheader"
      aria-sort={sortable ? directions[order] : undefined}
      className={classes.cell}
      {...placeOf(meta)}
    >
      {sortable ? (
        <UnstyledButton
          className={classes.sort}
          data-active={order !== "none" || undefined}
          onClick={column.getToggleSortingHandler()}
        >
          {meta.label}
          <Icon aria-hidden size={14} />
        </UnstyledButton>
      ) : (
        meta.label
      )}
    </th>
  );
}
