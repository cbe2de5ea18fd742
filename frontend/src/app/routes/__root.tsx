import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, Outlet } from "@tanstack/react-router";

// region accounts
import { checkAccess } from "../access";
// endregion
import { PendingPage } from "../pending-page";
import { Shell } from "../shell";
// region teams
import { TeamNotFoundPage, useIsTeamMissing } from "../team-not-found";
// endregion

interface RouterContext {
  queryClient: QueryClient;
  /** Whether the user may open the pages below /admin. */
  isAdministrator: boolean;
}

export const Route = createRootRouteWithContext<RouterContext>()({
  component: Root,
  pendingComponent: Pending,
  // region accounts
  beforeLoad: checkAccess,
  // endregion
});

function Pending() {
  return (
    <Shell>
      <PendingPage />
    </Shell>
  );
}

function Root() {
  // region teams
  const isMissing = useIsTeamMissing();
  if (isMissing) {
    return (
      <Shell>
        <TeamNotFoundPage />
      </Shell>
    );
  }
  // endregion
  return (
    <Shell>
      <Outlet />
    </Shell>
  );
}
