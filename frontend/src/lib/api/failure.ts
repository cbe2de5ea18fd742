import { useQueryClient } from "@tanstack/react-query";

/** As many failures as go unnoticed: a server that restarts is back by then. */
const unnoticed = 2;

interface Attempt {
  error: unknown;
  failureCount: number;
  failureReason: unknown;
}

/** The error to show for a query, also while TanStack Query tries it again; null if there is none. */
export function failureOf({ error, failureCount, failureReason }: Attempt): unknown {
  return error ?? (failureCount > unnoticed ? failureReason : null);
}

/** Returns what tries everything on the page again that failed, without waiting for the next attempt. */
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
