import type { QueryClient } from "@tanstack/react-query";
import { createRouter } from "@tanstack/react-router";
import type { RouterHistory } from "@tanstack/react-router";

import { parseAddress, writeAddress } from "@/lib/search-params";
// region teams
import { teamPath } from "@/lib/team-path";
// endregion

import { ErrorPage, NotFoundPage } from "./fallback-pages";
import { PendingPage } from "./pending-page";
import { routeTree } from "./route-tree.gen";
// region accounts
import { SessionPermissions } from "./session-permissions";
// endregion

export function createAppRouter(queryClient: QueryClient, history?: RouterHistory) {
  return createRouter({
    routeTree,
    ...(history && { history }),
    // region teams
    basepath: teamPath(),
    // endregion
    context: { queryClient, isAdministrator: import.meta.env.DEV },
    parseSearch: parseAddress,
    stringifySearch: writeAddress,
    defaultPreload: "intent",
    // Leave caching to TanStack Query.
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    // region accounts
    InnerWrap: SessionPermissions,
    // endregion
    defaultPendingComponent: PendingPage,
    defaultPendingMs: 500,
    defaultPendingMinMs: 300,
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NotFoundPage,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
  interface StaticDataRouteOption {
    /** Whether the page is shown without the navigation, so that it asks for one thing only. */
    isStandalone?: boolean;
  }
}
