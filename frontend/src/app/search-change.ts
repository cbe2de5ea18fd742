interface Search {
  search?: string | undefined;
}

/**
 * How the address changes with a list's search and filters. Each is a step that the Back button
 * takes back; the letters of one search are one step together.
 */
export function searchChange<Change extends Search>(before: Search, change: Change) {
  return {
    search: (previous: Change) => ({ ...previous, ...change }),
    replace: before.search !== undefined && change.search !== undefined,
  };
}
