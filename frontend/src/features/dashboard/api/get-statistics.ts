import { queryOptions, useQuery } from "@tanstack/react-query";

import { client } from "@/lib/api/client";
import { unwrap } from "@/lib/api/unwrap";

export const statisticsQuery = queryOptions({
  queryKey: ["statistics"],
  queryFn: ({ signal }) => unwrap(client.GET("/api/statistics", { signal })),
});

export function useStatistics() {
  return useQuery(statisticsQuery);
}
