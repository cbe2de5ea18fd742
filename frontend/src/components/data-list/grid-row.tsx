import IconPencil from "@tabler/icons-react/icons/IconPencil";
import IconTrash from "@tabler/icons-react/icons/IconTrash";
import { Link, useLinkProps } from "@tanstack/react-router";
import { FlexRender } from "@tanstack/react-table";
import { memo } from "react";
import type { MouseEvent } from "react";

import type { Row } from "@/lib/api/resource";

import type { RecordDescription } from "../description";
import { linkTo } from "../links";
import { placeOf } from "./columns";
import classes from "./data-grid.module.css";
import { SelectBox } from "./select-box";
import { texts } from "./texts";
import type { TableRow } from "./use-list-table";

interface GridRowProps<Item extends Row> {
  list: RecordDescription<Item>;
  row: TableRow<Item>;
  index: number;
  /** The distance from the top of the list, in pixels. */
  top: number;
  height: number;
  /** Whether this is the row in the tab order. */
  active: boolean;
  selected: boolean;
  canEdit: boolean;
  /** `range` extends the selection from the last toggled row. */
  onToggle: (row: TableRow<Item>, range: boolean) => void;
  onDelete: (item: Item) => void;
}

// Plain elements instead of Mantine components, because scrolling renders hundreds of rows per second.
function PlainRow<Item extends Row>(props: GridRowProps<Item>) {
  const { list, row, index, top, height, active, selected, canEdit, onToggle, onDelete } = props;
  const item = row.original;
  const name = list.resource.nameOf(item);
  const tabIndex = active ? 0 : -1;
  const { ref, ...open } = useLinkProps(linkTo(list.resource, item.id));
  return (
    <tr
      role="row"
      // The header row has index 1.
      aria-rowindex={index + 2}
      aria-selected={canEdit ? selected : undefined}
      data-index={index}
      tabIndex={tabIndex}
      className={classes.row}
      style={{ height, transform: `translateY(${top}px)` }}
      onClick={openRow}
    >
      {canEdit && (
        <td role="gridcell" className={classes.select}>
          <SelectBox
            label={texts.select(name)}
            checked={selected}
            tabIndex={tabIndex}
            onToggle={(range) => onToggle(row, range)}
          />
        </td>
      )}
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
        <Actions {...{ list, item, name, tabIndex, canEdit, onDelete }} />
      </td>
    </tr>
  );
}

/** Follows the link of the row, in a new tab with Ctrl, unless the click was on a control or selected text. */
function openRow(event: MouseEvent<HTMLElement>) {
  const { target, currentTarget: row, ctrlKey, metaKey, shiftKey } = event;
  if ((target as Element).closest("a, button, input, label")) return;
  if (window.getSelection()?.isCollapsed === false) return;
  const click = new window.MouseEvent("click", {
    bubbles: true,
    cancelable: true,
    ctrlKey,
    metaKey,
    shiftKey,
  });
  row.querySelector("a")?.dispatchEvent(click);
}

interface ActionsProps<Item extends Row> {
  list: RecordDescription<Item>;
  item: Item;
  name: string;
  tabIndex: number;
  canEdit: boolean;
  onDelete: (item: Item) => void;
}

function Actions<Item extends Row>(props: ActionsProps<Item>) {
  const { list, item, name, tabIndex, canEdit, onDelete } = props;
  const { edit, remove } = list.texts;
  const related = list.related?.(item);
  const looks = (label: string) => ({
    className: classes.action,
    "aria-label": label,
    title: label,
    tabIndex,
  });
  return (
    <>
      {related && (
        <Link {...related.link} {...looks(related.label)}>
          {related.icon}
        </Link>
      )}
      {canEdit && (
        <>
          <Link {...linkTo(list.resource, item.id, "edit")} data-edit {...looks(edit.action(name))}>
            <IconPencil aria-hidden size={16} />
          </Link>
          <button type="button" {...looks(remove.action(name))} onClick={() => onDelete(item)}>
            <IconTrash aria-hidden size={16} />
          </button>
        </>
      )}
    </>
  );
}

export const GridRow = memo(PlainRow) as typeof PlainRow;
