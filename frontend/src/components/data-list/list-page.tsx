import { Button, Paper, Stack } from "@mantine/core";
import IconFilterOff from "@tabler/icons-react/icons/IconFilterOff";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";

import { failureOf } from "@/lib/api/failure";
import { countQuery, listQuery } from "@/lib/api/queries";
import type { Row } from "@/lib/api/resource";
import { filtersOf, hasFilters } from "@/lib/search-params";

import type { Description, ListProps, ListSearch } from "../description";
import { keepFocus } from "../focus";
import { PageHeader } from "../page-header";
import { CreateButton } from "./create-button";
import classes from "./list-page.module.css";
import { ListSummary } from "./list-summary";
import { Rows } from "./rows";
import { SelectionBar } from "./selection-bar";
import { texts as listTexts } from "./texts";
import { sortChange, useListTable } from "./use-list-table";
import { useLoadedRows } from "./use-loaded-rows";
import { useRemoveSelected } from "./use-remove-selected";

// Not needed for the first paint.
const DeleteManyDialog = lazy(async () => ({
  default: (await import("./delete-many-dialog")).DeleteManyDialog,
}));
const DeleteRecord = lazy(async () => ({
  default: (await import("../delete-record")).DeleteRecord,
}));

interface ListPageProps<Item extends Row, Search extends ListSearch> extends ListProps<Search> {
  list: Description<Item, Search>;
}

/** The page of a resource: its records with filters, sorting, selection and deletion. */
export function ListPage<Item extends Row, Search extends ListSearch>(props: ListPageProps<Item, Search>) {
  const { list, search, onChange } = props;
  const { resource, texts, Filters, SelectionActions } = list;
  const query = useInfiniteQuery({
    ...listQuery(resource, search),
    placeholderData: keepPreviousData,
  });
  const count = useQuery(countQuery(resource.path, search));
  // Whether to select all rows as soon as they are loaded.
  const [selectingAll, setSelectingAll] = useState(false);
  const rows = useLoadedRows(resource, query, selectingAll);
  const table = useListTable(list, rows.items, props);
  const removal = useRemoveSelected(list);
  const [confirming, setConfirming] = useState(false);
  const [deleting, setDeleting] = useState<Item>();
  const selected = table.getIsSomeRowsSelected() ? table.getSelectedRowModel().rows : [];
  const complete = rows.items !== undefined && !query.hasNextPage;
  const total = complete ? rows.items?.length : count.data?.count;
  if (selectingAll && complete) {
    setSelectingAll(false);
    table.toggleAllRowsSelected(true);
  }
  const close = () => {
    setDeleting(undefined);
    setConfirming(false);
  };

  return (
    <Stack gap="lg">
      <PageHeader title={texts.title} description={texts.description} action={<CreateButton list={list} />} />
      <div role="search" className={classes.filters}>
        <Filters search={search} onChange={onChange} />
        {hasFilters(search) && (
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconFilterOff aria-hidden size={16} />}
            onClick={() => {
              const names = Object.keys(filtersOf({ ...search }));
              onChange(Object.fromEntries(names.map((name) => [name, undefined])) as Partial<Search>);
            }}
          >
            {listTexts.clearFilters}
          </Button>
        )}
      </div>
      <div data-list ref={keepFocus}>
        <ListSummary
          list={list}
          search={search}
          sort={search.sort ?? list.sorts[0]}
          onSort={(sort) => onChange(sortChange(list, sort))}
          noun={texts.noun}
          loaded={rows.items?.length}
          total={total}
          complete={complete}
          failed={rows.error !== null && rows.items === undefined}
          settled={!query.isPlaceholderData && (complete || !count.isPending || failureOf(count) !== null)}
        />
        <Paper withBorder className={classes.table} opacity={query.isPlaceholderData ? 0.5 : 1}>
          <Rows
            {...{ list, search, table, rows, total }}
            hasMore={query.hasNextPage}
            onDelete={setDeleting}
          />
        </Paper>
        {selected.length > 0 && (
          <SelectionBar
            count={selected.length}
            total={query.hasNextPage ? total : undefined}
            noun={texts.noun}
            selecting={selectingAll}
            onSelectAll={() => setSelectingAll(true)}
            onDelete={() => setConfirming(true)}
            onClear={() => table.resetRowSelection(true)}
          >
            {SelectionActions && <SelectionActions rows={selected.map(({ original }) => original)} />}
          </SelectionBar>
        )}
      </div>
      <Suspense>
        {(confirming || removal.isError) && (
          <DeleteManyDialog
            resource={resource}
            texts={texts}
            removal={removal}
            records={confirming ? selected.map(({ original }) => original) : []}
            onClose={close}
          />
        )}
        {deleting && <DeleteRecord definition={list} record={deleting} onClose={close} />}
      </Suspense>
    </Stack>
  );
}
