import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";

import { isTemporary } from "@/lib/api/problem";
import { rowsOf } from "@/lib/paging";

import { useRecovery } from "../use-recovery";
import type { Row } from "./description";

export type ListQuery<Item> = UseInfiniteQueryResult<InfiniteData<{ items: Item[] }>>;

/** How many rows ahead of the last one on the screen the next page is asked for. */
const ahead = 60;

/** The rows of a list that is loaded page by page as far as it is looked at. */
export function useLoadedRows<Item extends Row>(query: ListQuery<Item>) {
  const pages = query.data?.pages;
  const items = useMemo(() => pages && rowsOf(pages), [pages]);
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

  const { fetchNextPage, isFetching, isFetchNextPageError, isPlaceholderData } = query;
  // A cursor that is refused stays refused: from the first page on there are new ones.
  const goesOn = isFetchNextPageError && isTemporary(query.error);
  const retry = () => void (goesOn ? fetchNextPage() : query.refetch());
  const error = useRecovery(query, retry);

  const wanted = query.hasNextPage && endNear === loaded;
  // Looks again when a request ends: it may have been another one, or was cancelled by a change.
  useEffect(() => {
    if (wanted && !isFetching && !isPlaceholderData && error === null) void fetchNextPage();
  }, [wanted, isFetching, isPlaceholderData, error, fetchNextPage]);

  return { items, error, retry, onReach };
}

export type LoadedRows<Item extends Row> = ReturnType<typeof useLoadedRows<Item>>;
