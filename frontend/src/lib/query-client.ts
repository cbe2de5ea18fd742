import { QueryClient } from "@tanstack/react-query";

import { isLong } from "@/lib/api/cached-lists";
import { isTemporary } from "@/lib/api/problem";

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // A server on this machine answers without a network too.
        networkMode: "always",
        // A long list would be loaded again page by page, and whoever is far down in it would wait.
        staleTime: ({ state }) => (isLong(state.data) ? Infinity : 10_000),
        retry: (failures, error) => failures < 2 && isTemporary(error),
        retryDelay: (failures) => 300 * 2 ** failures,
      },
      mutations: { networkMode: "always" },
    },
  });
}
