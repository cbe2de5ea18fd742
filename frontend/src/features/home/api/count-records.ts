import { queryOptions } from "@tanstack/react-query";

import { client } from "@/lib/api/client";
import { unwrap } from "@/lib/api/unwrap";

interface Counted {
  count: number;
}

/** The address is known when the page runs: a path that the compiler cannot look up. */
const get = client.GET as (
  path: string,
  init: { signal: AbortSignal },
) => Promise<{ data?: Counted; error?: unknown; response: Response }>;

/** How many records a list has, by its address: the same query as the list's own without filters. */
export function countQuery(to: string) {
  return queryOptions({
    queryKey: [to.slice(1), "count", {}],
    queryFn: ({ signal }) => unwrap(get(`/api${to}/count`, { signal })),
  });
}
