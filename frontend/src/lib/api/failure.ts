import { useQueryClient } from "@tanstack/react-query";

// region teams
import { needsTeam } from "./team-problems";
// endregion

/** The number of failed attempts that are not shown, for example while the server restarts. */
const hiddenFailures = 2;

interface Attempt {
  error: unknown;
  failureCount: number;
  failureReason: unknown;
}

/** Returns the error to show for a query, even while TanStack Query retries it, or null. */
export function failureOf({ error, failureCount, failureReason }: Attempt): unknown {
  // region teams
  // The page goes on to the address of a team.
  if (needsTeam(error)) return null;
  // endregion
  return error ?? (failureCount > hiddenFailures ? failureReason : null);
}

/** Returns a function that immediately retries all failed queries of the page. */
export function useRetry() {
  const client = useQueryClient();
  return async () => {
    await client.cancelQueries({ predicate: ({ state }) => state.fetchFailureCount > 0 });
    await client.refetchQueries({
      type: "active",
      predicate: ({ state }) => state.status !== "success",
    });
  };
}
