import { Paper, Stack } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import type { ReactNode } from "react";

import type { ListDescription, ListSearch, Row } from "./description";
import { ListHeader } from "./list-header";
import classes from "./list-page.module.css";
import { ListSummary } from "./list-summary";
import { Rows } from "./rows";
import { SelectionBar } from "./selection-bar";
import type { DeleteMany } from "./use-delete-many";
import { useLoadedRows } from "./use-loaded-rows";
import type { ListQuery } from "./use-loaded-rows";
import { useKeptFocus } from "./use-row-focus";
import { useSelection } from "./use-selection";

// Nobody needs them for the first paint.
const DeleteManyDialog = lazy(async () => ({
  default: (await import("./delete-many-dialog")).DeleteManyDialog,
}));

interface ListPageProps<Item extends Row, Sort extends string> {
  list: ListDescription<Item, Sort>;
  search: ListSearch<Sort>;
  /** Changes what is given of the search and leaves the rest. */
  onChange: (change: ListSearch<Sort>) => void;
  query: ListQuery<Item>;
  /** How many rows there are, as the server counts them. */
  count: { data: { count: number } | undefined; isPending: boolean; isPlaceholderData: boolean };
  removal: DeleteMany;
  /** The search box and what else narrows the list down. */
  filters: ReactNode;
  deleteDialog: (item: Item, close: () => void) => ReactNode;
}

/** A page that lists all records of a kind. */
export function ListPage<Item extends Row, Sort extends string>(props: ListPageProps<Item, Sort>) {
  const { list, search, onChange, query, count, removal, filters, deleteDialog } = props;
  const { texts } = list;
  const rows = useLoadedRows(query);
  const selection = useSelection(rows.items ?? [], JSON.stringify(search));
  const [asking, setAsking] = useState(false);
  const [deleting, setDeleting] = useState<Item>();
  const complete = rows.items !== undefined && !query.hasNextPage;
  const total = complete ? rows.items?.length : count.data?.count;
  const order = {
    sort: search.sort ?? list.sorts[0],
    onSort: (sort: Sort) => {
      onChange({ sort: sort === list.sorts[0] ? undefined : sort });
    },
  };
  const close = () => {
    setDeleting(undefined);
    setAsking(false);
  };

  return (
    <Stack gap="lg">
      <ListHeader list={list} />
      <div role="search" className={classes.filters}>
        {filters}
      </div>
      <div {...useKeptFocus()}>
        <ListSummary
          list={list}
          order={order}
          noun={texts.noun}
          loaded={rows.items?.length}
          total={total}
          complete={complete}
          failed={rows.error !== null && rows.items === undefined}
          settled={!query.isPlaceholderData && (complete || !count.isPending)}
        />
        <Paper withBorder opacity={query.isPlaceholderData ? 0.5 : 1}>
          <Rows
            {...{ list, search, onChange, query, rows, order, selection, total }}
            onDelete={setDeleting}
          />
        </Paper>
        {selection.selected.length > 0 && (
          <SelectionBar
            count={selection.selected.length}
            noun={texts.noun}
            onDelete={() => {
              setAsking(true);
            }}
            onClear={selection.clear}
          />
        )}
      </div>
      <Suspense>
        {(asking || removal.isError) && (
          <DeleteManyDialog
            list={list}
            removal={removal}
            asked={
              asking
                ? selection.selected.map((item) => ({ id: item.id, name: list.name(item) }))
                : []
            }
            onAnswered={close}
          />
        )}
        {deleting && deleteDialog(deleting, close)}
      </Suspense>
    </Stack>
  );
}
