import { functionalUpdate, useTable } from "@tanstack/react-table";
import type { RowSelectionState } from "@tanstack/react-table";
import { useMemo, useState } from "react";

import type { Row } from "@/lib/api/resource";

import { columnsOf, features } from "./columns";
import type { ListDescription, ListProps, ListSearch } from "./description";

const none: never[] = [];
const nothing: RowSelectionState = {};

/**
 * The table behind a list. The server sorts. What is not loaded cannot be seen and is not selected, and another view
 * begins without a selection.
 */
export function useListTable<Item extends Row, Search extends ListSearch>(
  list: ListDescription<Item, Search>,
  items: Item[] | undefined,
  { search, onChange }: ListProps<Search>,
) {
  const columns = useMemo(() => columnsOf<Item>(list), [list]);
  const view = JSON.stringify(search);
  const [selection, setSelection] = useState({ view, rows: nothing });
  const rowSelection = selection.view === view ? selection.rows : nothing;
  const sort = search.sort ?? list.sorts[0];
  const sorting = useMemo(() => [{ id: sort.replace("-", ""), desc: sort.startsWith("-") }], [sort]);

  return useTable({
    features,
    columns,
    data: items ?? none,
    getRowId: getId,
    manualSorting: true,
    enableMultiSort: false,
    enableSortingRemoval: false,
    state: { sorting, rowSelection },
    onSortingChange: (update) => {
      const [next] = functionalUpdate(update, sorting);
      if (next) onChange(sortChange(list, `${next.desc ? "-" : ""}${next.id}`));
    },
    onRowSelectionChange: (update) => {
      setSelection({ view, rows: functionalUpdate(update, rowSelection) });
    },
  });
}

export type ListTable<Item extends Row> = ReturnType<typeof useListTable<Item, ListSearch>>;
export type TableRow<Item extends Row> = ReturnType<ListTable<Item>["getRow"]>;

function getId({ id }: Row): string {
  return String(id);
}

/** The address does not say what is usual. */
export function sortChange<Search extends ListSearch>(
  { sorts }: Pick<ListDescription<never, Search>, "sorts">,
  sort: string,
): Partial<Search> {
  return { sort: sort === sorts[0] ? undefined : sort } as Partial<Search>;
}
