/** As many rows as one request of a list brings: the most that the API gives. */
export const pageSize = 100;

/** Pages that begin where the cursor of the page before says. */
export const byCursor = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page: { next_cursor: string | null }) => page.next_cursor ?? undefined,
};

interface Row {
  id: number;
}

/**
 * The rows of all loaded pages. A row that moved to another place after its page was loaded can be
 * brought a second time by a later page: the first one stays.
 */
export function rowsOf<Item extends Row>(pages: readonly { items: Item[] }[]): Item[] {
  const seen = new Set<number>();
  return pages.flatMap(({ items }) =>
    items.filter(({ id }) => {
      const first = !seen.has(id);
      seen.add(id);
      return first;
    }),
  );
}
