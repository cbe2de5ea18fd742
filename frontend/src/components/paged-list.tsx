import { Box, VisuallyHidden } from "@mantine/core";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { formatCount } from "@/lib/format";

import { ErrorState } from "./error-state";
import { LoadMore } from "./load-more";

interface Page<Item> {
  items: Item[];
}

interface PagedListProps<Item> {
  query: UseInfiniteQueryResult<InfiniteData<Page<Item>>>;
  /** What one item is called, for the count: "book". */
  noun: string;
  skeleton: ReactNode;
  /** In the place of the list when it has no items. */
  empty: ReactNode;
  children: (items: Item[]) => ReactNode;
}

/** A list that is loaded page by page, in each of the states that it can be in. */
export function PagedList<Item>({ query, noun, skeleton, empty, children }: PagedListProps<Item>) {
  const items = query.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <VisuallyHidden role="status">{announce(query, items?.length, noun)}</VisuallyHidden>
      {items === undefined ? (
        <NotLoaded query={query} skeleton={skeleton} />
      ) : (
        <Box opacity={query.isPlaceholderData ? 0.5 : 1} aria-busy={query.isPlaceholderData}>
          {items.length === 0 ? empty : children(items)}
          <LoadMore query={query} count={items.length} noun={noun} />
        </Box>
      )}
    </>
  );
}

function NotLoaded<Item>({ query, skeleton }: Pick<PagedListProps<Item>, "query" | "skeleton">) {
  if (!query.isError) return skeleton;
  return (
    <ErrorState
      error={query.error}
      retrying={query.isFetching}
      onRetry={() => void query.refetch()}
    />
  );
}

function announce<Item>(
  query: PagedListProps<Item>["query"],
  count: number | undefined,
  noun: string,
) {
  if (count === undefined || query.isPlaceholderData) return query.isError ? "" : "Loading";
  if (count === 0) return `No ${noun}s`;
  return `${formatCount(count, noun)} shown${query.hasNextPage ? ", more available" : ""}`;
}
