import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";

import { sessionQuery } from "@/lib/api/session";
import { isTeamUnknown, needsTeam } from "@/lib/api/team-problems";
import { page, teamAddress } from "@/lib/team-path";

import { useFailures } from "./use-failures";

/** Goes on to the address of a team if a page needs one, and notices that the user is no longer its member. */
export function useTeamNeed() {
  const queries = useQueryClient();
  const router = useRouter();
  useFailures((error) => {
    if (isTeamUnknown(error)) void queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
    if (!needsTeam(error)) return;
    const [team] = queries.getQueryData(sessionQuery.queryKey)?.teams ?? [];
    if (team) void page.replace(teamAddress(team, router.state.location.href));
    else void router.navigate({ to: "/teams/new", replace: true });
  });
}
