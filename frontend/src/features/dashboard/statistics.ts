import { queryOptions } from "@tanstack/react-query";

import { client } from "@/lib/api/client";
import type { components } from "@/lib/api/schema";
import { unwrap } from "@/lib/api/unwrap";

export type Statistics = components["schemas"]["Statistics"];
export type BookStatus = components["schemas"]["BookStatus"];

export const statisticsQuery = queryOptions({
  queryKey: ["statistics"],
  queryFn: ({ signal }) => unwrap(client.GET("/api/statistics", { signal })),
});
