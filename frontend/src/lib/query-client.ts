import { QueryClient } from "@tanstack/react-query";

import { isTemporary } from "@/lib/api/problem";

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // A server on this machine answers without a network too.
        networkMode: "always",
        staleTime: 10_000,
        retry: (failures, error) => failures < 2 && isTemporary(error),
        retryDelay: (failures) => 300 * 2 ** failures,
      },
      mutations: { networkMode: "always" },
    },
  });
}
