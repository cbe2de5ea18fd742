import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";

import { rowsOf } from "@/lib/api/cache";
import { failureOf } from "@/lib/api/failure";
import { useExpectedRows } from "@/lib/api/mutations";
import type { Resource, Row } from "@/lib/api/resource";

export type ListQuery<Item> = UseInfiniteQueryResult<InfiniteData<{ items: Item[] }>>;

/** How many rows ahead of the last one on the screen the next page is asked for. */
const ahead = 60;

/** The rows of a list that is loaded page by page as far as it is looked at. */
export function useLoadedRows<Item extends Row>(resource: Resource, query: ListQuery<Item>) {
  const pages = query.data?.pages;
  const items = useExpectedRows(
    resource,
    useMemo(() => pages && rowsOf(pages), [pages]),
  );
  const loaded = items?.length ?? 0;
  // Not the row itself: the page would be rendered again for each one that passes by. Of how many rows the
  // end is near, because with more of them it is not.
  const [endNear, setEndNear] = useState<number>();
  const onReach = useCallback(
    (index: number) => {
      setEndNear(index + ahead >= loaded ? loaded : undefined);
    },
    [loaded],
  );

  const { fetchNextPage, isFetching, isPlaceholderData } = query;
  const error = failureOf(query);
  const wanted = query.hasNextPage && endNear === loaded;
  // Looks again when a request ends: it may have been another one, or was cancelled by a change.
  useEffect(() => {
    if (wanted && !isFetching && !isPlaceholderData && error === null) void fetchNextPage();
  }, [wanted, isFetching, isPlaceholderData, error, fetchNextPage]);

  return { items, error, onReach };
}

export type LoadedRows<Item extends Row> = ReturnType<typeof useLoadedRows<Item>>;
