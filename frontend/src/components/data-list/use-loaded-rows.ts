import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";

import { rowsOf } from "@/lib/api/cache";
import { failureOf } from "@/lib/api/failure";
import { useExpectedRows } from "@/lib/api/mutations";
import type { Resource, Row } from "@/lib/api/resource";

export type ListQuery<Item> = UseInfiniteQueryResult<InfiniteData<{ items: Item[] }>>;

/** The next page is loaded when the last visible row is this close to the end. */
const prefetchDistance = 60;

/** Returns the loaded rows of a list, and loads further pages as the user scrolls, or all pages. */
export function useLoadedRows<Item extends Row>(resource: Resource, query: ListQuery<Item>, all: boolean) {
  const pages = query.data?.pages;
  const items = useExpectedRows(
    resource,
    useMemo(() => pages && rowsOf(pages), [pages]),
  );
  const loaded = items?.length ?? 0;
  // The number of loaded rows when the user came close to the end. Storing the visible row instead would render
  // the page again for every row that scrolls by.
  const [loadedNearEnd, setLoadedNearEnd] = useState<number>();
  const onReach = useCallback(
    (index: number) => setLoadedNearEnd(index + prefetchDistance >= loaded ? loaded : undefined),
    [loaded],
  );

  const { fetchNextPage, isFetching, isPlaceholderData } = query;
  const error = failureOf(query);
  const needsNextPage = query.hasNextPage && (all || loadedNearEnd === loaded);
  // Also runs when a request ends, which may have been a different one or canceled by a change.
  useEffect(() => {
    if (needsNextPage && !isFetching && !isPlaceholderData && error === null) void fetchNextPage();
  }, [needsNextPage, isFetching, isPlaceholderData, error, fetchNextPage]);

  return { items, error, onReach };
}

export type LoadedRows<Item extends Row> = ReturnType<typeof useLoadedRows<Item>>;
