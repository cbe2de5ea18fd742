import { noop } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";
import { notFound, rootRouteId, useCanGoBack, useRouter } from "@tanstack/react-router";

import { countQuery, listQuery, recordQuery } from "@/lib/api/queries";
import type { Resource, Row } from "@/lib/api/resource";
import { readId } from "@/lib/search-params";

import type { FileRouteTypes } from "./route-tree.gen";

interface Context {
  queryClient: QueryClient;
}

/** Starts to load a list and its count. The page shows a failure. */
export function loadList<Item extends Row, Search extends object>(
  { queryClient }: Context,
  resource: Resource<Item, Search>,
  search: Search,
) {
  queryClient.infiniteQuery(listQuery(resource, search)).catch(noop);
  queryClient.query(countQuery(resource.path, search)).catch(noop);
}

/** Starts to load a record. The page shows a failure. */
export function loadRecord({ queryClient }: Context, resource: Resource, id: number) {
  queryClient.query(recordQuery(queryClient, resource, id)).catch(noop);
}

/** The id in a path such as /books/7. An invalid one is an unknown page. */
export const idParams = {
  parse: ({ id: raw }: { id: string }) => {
    const id = readId(raw);
    if (id === undefined) throw notFound({ routeId: rootRouteId });
    return { id };
  },
  stringify: ({ id }: { id: number }) => ({ id: String(id) }),
};

/** Returns a function that closes a form and goes back to the page that opened it, keeping the list's search. */
export function useClose(list: FileRouteTypes["to"]) {
  const router = useRouter();
  const canGoBack = useCanGoBack();
  return () => {
    if (canGoBack) router.history.back();
    // The form was opened directly by its URL, so there is no history entry to go back to.
    else void router.navigate({ to: list, search: true, replace: true });
  };
}
