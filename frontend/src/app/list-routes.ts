import { notFound, rootRouteId, useCanGoBack, useRouter } from "@tanstack/react-router";

import { readId } from "@/lib/search-params";

import type { FileRouteTypes } from "./route-tree.gen";

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

/** The id in an address such as /books/7/edit; anything else there is a page that does not exist. */
export function readIdParam(raw: string): number {
  const id = readId(raw);
  if (id === undefined) throw notFound({ routeId: rootRouteId });
  return id;
}

/** Leaves a form for the list that it lies over, with the list's search as it was. */
export function useClose(list: FileRouteTypes["to"]) {
  const router = useRouter();
  const canGoBack = useCanGoBack();
  return () => {
    if (canGoBack) router.history.back();
    // The form's own address was opened: there is nothing to go back to.
    else void router.navigate({ to: list, search: true, replace: true });
  };
}
