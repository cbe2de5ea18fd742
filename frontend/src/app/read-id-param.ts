import { notFound, rootRouteId } from "@tanstack/react-router";

import { readId } from "@/lib/search-params";

/** The id in an address such as /books/7/edit; anything else there is a page that does not exist. */
export function readIdParam(raw: string): number {
  const id = readId(raw);
  if (id === undefined) throw notFound({ routeId: rootRouteId });
  return id;
}
