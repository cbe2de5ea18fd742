import { notFound, rootRouteId, useCanGoBack, useRouter } from "@tanstack/react-router";

import { readId } from "@/lib/search-params";

import type { FileRouteTypes } from "./route-tree.gen";

interface Search {
  search?: string | undefined;
}

/**
 * Returns the navigation for a change of a list's search or filters. Each change adds a history entry, except
 * for further typing in the search box, which replaces the current entry.
 */
export function searchChange<Change extends Search>(before: Search, change: Change) {
  return {
    search: (previous: Change) => ({ ...previous, ...change }),
    replace: before.search !== undefined && change.search !== undefined,
  };
}

/** Parses the id in a path such as /books/7/edit. Throws notFound() if it is invalid. */
export function readIdParam(raw: string): number {
  const id = readId(raw);
  if (id === undefined) throw notFound({ routeId: rootRouteId });
  return id;
}

/** Returns a function that closes a form and goes back to its list, keeping the list's search. */
export function useClose(list: FileRouteTypes["to"]) {
  const router = useRouter();
  const canGoBack = useCanGoBack();
  return () => {
    if (canGoBack) router.history.back();
    // The form was opened directly by its URL, so there is no history entry to go back to.
    else void router.navigate({ to: list, search: true, replace: true });
  };
}
