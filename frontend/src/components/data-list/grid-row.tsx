import IconPencil from "@tabler/icons-react/icons/IconPencil";
import IconTrash from "@tabler/icons-react/icons/IconTrash";
import { Link, useLinkProps } from "@tanstack/react-router";
import { FlexRender } from "@tanstack/react-table";
import { memo } from "react";
import type { ComponentPropsWithoutRef } from "react";

import type { Row } from "@/lib/api/resource";

import { placeOf } from "./columns";
import classes from "./data-grid.module.css";
import type { ListDescription, ListSearch } from "./description";
import { SelectBox } from "./select-box";
import { texts } from "./texts";
import type { TableRow } from "./use-list-table";

interface GridRowProps<Item extends Row, Search extends ListSearch> {
  list: ListDescription<Item, Search>;
  row: TableRow<Item>;
  index: number;
  /** The distance from the top of the list, in pixels. */
  top: number;
  height: number;
  /** Whether this is the row in the tab order. */
  active: boolean;
  selected: boolean;
  /** `range` extends the selection from the last toggled row. */
  onToggle: (row: TableRow<Item>, range: boolean) => void;
  onDelete: (item: Item) => void;
}

// Plain elements instead of Mantine components, because scrolling renders hundreds of rows per second.
function PlainRow<Item extends Row, Search extends ListSearch>(props: GridRowProps<Item, Search>) {
  const { list, row, index, top, height, active, selected, onToggle, onDelete } = props;
  const item = row.original;
  const name = list.resource.nameOf(item);
  const tabIndex = active ? 0 : -1;
  // Computed once for both links, because building a URL is slow.
  const { ref, ...open } = useLinkProps(list.open(item));
  return (
    <tr
      role="row"
      // The header row has index 1.
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-index={index}
      tabIndex={tabIndex}
      className={classes.row}
      style={{ height, transform: `translateY(${top}px)` }}
    >
      <td role="gridcell" className={classes.select}>
        <SelectBox
          label={texts.select(name)}
          checked={selected}
          tabIndex={tabIndex}
          onToggle={(range) => {
            onToggle(row, range);
          }}
        />
      </td>
      {row.getAllCells().map((cell) => {
        const { meta } = cell.column.columnDef;
        return (
          meta && (
            <td key={cell.id} role="gridcell" className={classes.cell} {...placeOf(meta)}>
              {meta.card === "title" ? (
                <a ref={ref} {...open} className={classes.name} title={name} {...{ tabIndex }}>
                  {name}
                </a>
              ) : (
                <FlexRender cell={cell} />
              )}
            </td>
          )
        );
      })}
      <td role="gridcell" className={classes.actions}>
        <Actions {...{ list, item, name, open, tabIndex, onDelete }} />
      </td>
    </tr>
  );
}

interface ActionsProps<Item extends Row, Search extends ListSearch> {
  list: ListDescription<Item, Search>;
  item: Item;
  name: string;
  open: ComponentPropsWithoutRef<"a">;
  tabIndex: number;
  onDelete: (item: Item) => void;
}

function Actions<Item extends Row, Search extends ListSearch>(props: ActionsProps<Item, Search>) {
  const { list, item, name, open, tabIndex, onDelete } = props;
  const { edit, remove } = list.texts;
  const more = list.more?.(item);
  const looks = (label: string) => ({
    className: classes.action,
    "aria-label": label,
    title: label,
    tabIndex,
  });
  return (
    <>
      {more && (
        <Link {...more.link} {...looks(more.label)}>
          {more.icon}
        </Link>
      )}
      <a {...open} {...looks(edit.action(name))}>
        <IconPencil aria-hidden size={16} />
      </a>
      <button
        type="button"
        {...looks(remove.action(name))}
        onClick={() => {
          onDelete(item);
        }}
      >
        <IconTrash aria-hidden size={16} />
      </button>
    </>
  );
}

export const GridRow = memo(PlainRow) as typeof PlainRow;
