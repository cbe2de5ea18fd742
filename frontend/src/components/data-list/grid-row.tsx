import { Link, useLinkProps } from "@tanstack/react-router";
import { memo } from "react";
import type { ComponentPropsWithoutRef } from "react";

import { PencilIcon, TrashIcon } from "../icons";
import classes from "./data-grid.module.css";
import type { ListDescription, Row } from "./description";
import { placeOf } from "./grid-cell";
import { SelectBox } from "./select-box";
import { texts } from "./texts";

interface GridRowProps<Item extends Row, Sort extends string> {
  list: ListDescription<Item, Sort>;
  item: Item;
  index: number;
  /** In pixels, from the top of the list. */
  top: number;
  height: number;
  /** The one row that the Tab key reaches, with what is in it. */
  active: boolean;
  selected: boolean;
  onToggle: (index: number, range: boolean) => void;
  onDelete: (item: Item) => void;
}

// Plain elements, because hundreds of rows pass by in a second of scrolling.
function PlainRow<Item extends Row, Sort extends string>(props: GridRowProps<Item, Sort>) {
  const { list, item, index, top, height, active, selected, onToggle, onDelete } = props;
  const name = list.name(item);
  const tabIndex = active ? 0 : -1;
  // Two links lead there, and an address is work to make.
  const { ref, ...open } = useLinkProps(list.open(item));
  return (
    <tr
      role="row"
      // The head is the first.
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
            onToggle(index, range);
          }}
        />
      </td>
      {list.columns.map((column, position) => (
        <td
          key={column.label}
          role="gridcell"
          className={classes.cell}
          {...placeOf(column, position)}
        >
          {position === 0 ? (
            <a ref={ref} {...open} className={classes.name} title={name} {...{ tabIndex }}>
              {column.cell(item)}
            </a>
          ) : (
            column.cell(item)
          )}
        </td>
      ))}
      <td role="gridcell" className={classes.actions}>
        <Actions {...{ list, item, name, open, tabIndex, onDelete }} />
      </td>
    </tr>
  );
}

interface ActionsProps<Item extends Row, Sort extends string> {
  list: ListDescription<Item, Sort>;
  item: Item;
  name: string;
  open: ComponentPropsWithoutRef<"a">;
  tabIndex: number;
  onDelete: (item: Item) => void;
}

function Actions<Item extends Row, Sort extends string>(props: ActionsProps<Item, Sort>) {
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
        <PencilIcon size={16} />
      </a>
      <button
        type="button"
        {...looks(remove.action(name))}
        onClick={() => {
          onDelete(item);
        }}
      >
        <TrashIcon size={16} />
      </button>
    </>
  );
}

export const GridRow = memo(PlainRow) as typeof PlainRow;

interface PassingRowProps<Item extends Row, Sort extends string> {
  list: ListDescription<Item, Sort>;
  item: Item;
  index: number;
  /** In pixels, from the top of the list. */
  top: number;
  height: number;
}

/** A row that passes by too fast to be read or used: what it is called, for those who look for a place. */
function PlainPassingRow<Item extends Row, Sort extends string>(
  props: PassingRowProps<Item, Sort>,
) {
  const { list, item, index, top, height } = props;
  return (
    <tr
      role="row"
      aria-rowindex={index + 2}
      className={classes.row}
      style={{ height, transform: `translateY(${top}px)` }}
      data-passing
    >
      <td role="gridcell" className={classes.cell} data-card="title">
        {list.name(item)}
      </td>
      <td role="gridcell" className={classes.rest} />
    </tr>
  );
}

export const PassingRow = memo(PlainPassingRow) as typeof PlainPassingRow;
