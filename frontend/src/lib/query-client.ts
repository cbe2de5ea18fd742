import { QueryClient } from "@tanstack/react-query";

import { isLong } from "@/lib/api/cache";
import { isTemporary } from "@/lib/api/problem";

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // A server on this machine answers without a network too.
        networkMode: "always",
        // A long list would be loaded again page by page, and whoever is far down in it would wait.
        staleTime: ({ state }) => (isLong(state.data) ? Infinity : 10_000),
        retry: (_, error) => isTemporary(error),
        retryDelay: (failures) => Math.min(300 * 2 ** failures, 30_000),
      },
      mutations: { networkMode: "always" },
    },
  });
}
