import { notFound, rootRouteId } from "@tanstack/react-router";

/** For `beforeLoad` of a page: others get the same answer as for a page that does not exist. */
export function administratorsOnly({ context }: { context: { isAdministrator?: boolean | undefined } }) {
  if (!context.isAdministrator) throw notFound({ routeId: rootRouteId });
}
