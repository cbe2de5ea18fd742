import { Button, Group, Stack, Text } from "@mantine/core";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";

import { describeError } from "@/lib/api/problem";
import { formatCount } from "@/lib/format";

interface LoadMoreProps {
  query: UseInfiniteQueryResult<InfiniteData<unknown>>;
  count: number;
  noun: string;
}

/** The foot of a list: how much of it is shown, and the rest on demand. */
export function LoadMore({ query, count, noun }: LoadMoreProps) {
  if (count === 0) return null;
  return (
    <Stack align="center" gap="xs" py="lg">
      {query.isFetchNextPageError && (
        <Text c="red" size="sm" role="alert">
          {describeError(query.error).title}. Please try again.
        </Text>
      )}
      <Group gap="md">
        <Text c="dimmed" size="sm">
          {query.hasNextPage ? `First ${formatCount(count, noun)}` : formatCount(count, noun)}
        </Text>
        {query.hasNextPage && (
          <Button
            variant="default"
            size="xs"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Load more
          </Button>
        )}
      </Group>
    </Stack>
  );
}
