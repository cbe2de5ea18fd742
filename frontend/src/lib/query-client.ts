import { QueryClient } from "@tanstack/react-query";

import { isLong } from "@/lib/api/cache";
import { isTemporary } from "@/lib/api/problem";

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Send requests even if the browser is offline, because the server may be on the same machine.
        networkMode: "always",
        // A long list would be refetched page by page, and a user far down the list would have to wait.
        staleTime: ({ state }) => (isLong(state.data) ? Infinity : 10_000),
        retry: (_, error) => isTemporary(error),
        retryDelay: (failures) => Math.min(300 * 2 ** failures, 30_000),
      },
      mutations: { networkMode: "always" },
    },
  });
}
