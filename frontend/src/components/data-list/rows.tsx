import { Button, Group, Text } from "@mantine/core";

import { describeError } from "@/lib/api/problem";
import { filtersOf } from "@/lib/search-params";

import { ErrorState } from "../error-state";
import { SearchIcon } from "../icons";
import { StateMessage } from "../state-message";
import { DataGrid } from "./data-grid";
import type { ListDescription, ListSearch, Row } from "./description";
import type { Order } from "./grid-head";
import { GridSkeleton, SkeletonRows } from "./grid-skeleton";
import { CreateButton } from "./list-header";
import { texts } from "./texts";
import type { ListQuery, LoadedRows } from "./use-loaded-rows";
import type { Selection } from "./use-selection";

interface RowsProps<Item extends Row, Sort extends string> {
  list: ListDescription<Item, Sort>;
  search: ListSearch<Sort>;
  onChange: (change: ListSearch<Sort>) => void;
  query: ListQuery<Item>;
  rows: LoadedRows<Item>;
  total: number | undefined;
  order: Order<Sort>;
  selection: Selection<Item>;
  onDelete: (item: Item) => void;
}

/** A list in each of the states that it can be in. */
export function Rows<Item extends Row, Sort extends string>(props: RowsProps<Item, Sort>) {
  const { list, search, onChange, query, rows, total, order, selection, onDelete } = props;
  const { items, error, retry, onReach } = rows;
  if (items === undefined) {
    if (error === null) return <GridSkeleton list={list} order={order} />;
    return <ErrorState error={error} retrying={query.isFetching} onRetry={retry} />;
  }
  if (items.length === 0 && !query.hasNextPage) {
    return <NoRows list={list} onClear={clearing(search, onChange)} />;
  }
  return (
    <>
      <DataGrid {...{ list, items, total, order, selection, onDelete, onReach }}>
        {/* Its key: it is a new one below new rows, and not one that jumped. */}
        {query.hasNextPage && error === null && (
          <SkeletonRows key={items.length} list={list} count={3} />
        )}
      </DataGrid>
      {query.hasNextPage && error !== null && (
        <LoadFailure error={error} retrying={query.isFetching} onRetry={retry} />
      )}
    </>
  );
}

/** Takes all filters away, if there are any, and leaves the order. */
function clearing<Sort extends string>(
  search: ListSearch<Sort>,
  onChange: (change: ListSearch<Sort>) => void,
) {
  const filters = Object.entries<unknown>({ ...filtersOf(search) });
  if (filters.every(([, value]) => value === undefined)) return undefined;
  return () => {
    onChange(Object.fromEntries(filters.map(([name]) => [name, undefined])));
  };
}

interface NoRowsProps {
  list: Pick<ListDescription<never, never>, "icon" | "texts" | "create">;
  /** Takes the filters away, where there are any. */
  onClear: (() => void) | undefined;
}

/** In the place of a list that has no rows: there are none, or none that match. */
function NoRows({ list, onClear }: NoRowsProps) {
  if (onClear === undefined) {
    return (
      <StateMessage icon={list.icon} {...list.texts.empty} action={<CreateButton list={list} />} />
    );
  }
  return (
    <StateMessage
      icon={<SearchIcon size={26} />}
      {...list.texts.nothingMatches}
      action={
        <Button variant="default" onClick={onClear}>
          {texts.clearFilters}
        </Button>
      }
    />
  );
}

interface LoadFailureProps {
  error: unknown;
  retrying: boolean;
  onRetry: () => void;
}

/** Below a list whose next rows did not come. */
function LoadFailure({ error, retrying, onRetry }: LoadFailureProps) {
  return (
    <Group justify="center" gap="md" p="md" role="alert">
      <Text size="sm" c="red">
        {texts.more.failed} {describeError(error).title}.
      </Text>
      <Button variant="default" size="xs" loading={retrying} onClick={onRetry}>
        {texts.more.again}
      </Button>
    </Group>
  );
}
