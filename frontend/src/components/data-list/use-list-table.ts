import { functionalUpdate, useTable } from "@tanstack/react-table";
import type { RowSelectionState } from "@tanstack/react-table";
import { useMemo, useState } from "react";

import type { Row } from "@/lib/api/resource";

import type { Description, ListProps, ListSearch } from "../description";
import { columnsOf, features } from "./columns";

const noItems: never[] = [];
const noSelection: RowSelectionState = {};

/**
 * Returns the table of a list. The server sorts the rows. Only loaded rows can be selected, and changing the filters
 * or the order clears the selection.
 */
export function useListTable<Item extends Row, Search extends ListSearch>(
  list: Description<Item, Search>,
  items: Item[] | undefined,
  { search, onChange }: ListProps<Search>,
) {
  const columns = useMemo(() => columnsOf<Item>(list), [list]);
  const view = JSON.stringify(search);
  const [selection, setSelection] = useState({ view, rows: noSelection });
  const rowSelection = selection.view === view ? selection.rows : noSelection;
  const sort = search.sort ?? list.sorts[0];
  const sorting = useMemo(() => [{ id: sort.replace("-", ""), desc: sort.startsWith("-") }], [sort]);

  return useTable({
    features,
    columns,
    data: items ?? noItems,
    getRowId: getId,
    manualSorting: true,
    enableMultiSort: false,
    enableSortingRemoval: false,
    state: { sorting, rowSelection },
    onSortingChange: (update) => {
      const [next] = functionalUpdate(update, sorting);
      if (next) onChange(sortChange(list, `${next.desc ? "-" : ""}${next.id}`));
    },
    onRowSelectionChange: (update) => setSelection({ view, rows: functionalUpdate(update, rowSelection) }),
  });
}

export type ListTable<Item extends Row> = ReturnType<typeof useListTable<Item, ListSearch>>;
export type TableRow<Item extends Row> = ReturnType<ListTable<Item>["getRow"]>;

function getId({ id }: Row): string {
  return String(id);
}

/** Returns the change of the URL for a sort order. The default order is omitted. */
export function sortChange<Search extends ListSearch>(
  { sorts }: Pick<Description<never, Search>, "sorts">,
  sort: string,
): Partial<Search> {
  return { sort: sort === sorts[0] ? undefined : sort } as Partial<Search>;
}
