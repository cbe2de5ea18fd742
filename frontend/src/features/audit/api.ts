import { infiniteQueryOptions } from "@tanstack/react-query";

import { client } from "@/lib/api/client";
import type { components } from "@/lib/api/schema";
import { unwrap } from "@/lib/api/unwrap";
import { readId, readText } from "@/lib/search-params";
import type { RawSearch } from "@/lib/search-params";

export type AuditEntry = components["schemas"]["AuditEntry"];

/** The URL parameters of the page. */
export interface AuditSearch {
  action?: string | undefined;
  /** The ID of a user. */
  user?: number | undefined;
}

export function parseAuditSearch(raw: RawSearch): AuditSearch {
  return { action: readText(raw.action), user: readId(raw.user) };
}

export function auditQuery(search: AuditSearch) {
  return infiniteQueryOptions({
    queryKey: ["audit", search],
    queryFn: ({ pageParam: before, signal }) =>
      unwrap(client.GET("/api/admin/audit", { params: { query: { ...search, before } }, signal })),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ next_before }) => next_before ?? undefined,
  });
}
