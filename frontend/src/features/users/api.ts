import { infiniteQueryOptions } from "@tanstack/react-query";

import { client } from "@/lib/api/client";
import type { components } from "@/lib/api/schema";
import { unwrap } from "@/lib/api/unwrap";
import { readChoice, readSearch } from "@/lib/search-params";
import type { RawSearch } from "@/lib/search-params";

export type AdminUser = components["schemas"]["AdminUser"];

export const userStatuses = ["active", "disabled"] as const;
export type UserStatus = (typeof userStatuses)[number];

/** The URL parameters of the page. */
export interface UsersSearch {
  search?: string | undefined;
  status?: UserStatus | undefined;
}

export function parseUsersSearch(raw: RawSearch): UsersSearch {
  return { search: readSearch(raw.search), status: readChoice(raw.status, userStatuses) };
}

export function usersQuery(search: UsersSearch) {
  return infiniteQueryOptions({
    queryKey: ["users", search],
    queryFn: ({ pageParam: before, signal }) =>
      unwrap(client.GET("/api/admin/users", { params: { query: { ...search, before } }, signal })),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ next_before }) => next_before ?? undefined,
  });
}

export type Action = "disable" | "enable" | "sign-out" | "delete";

export function changeUser({ id }: AdminUser, action: Action): Promise<unknown> {
  const path = { params: { path: { user_id: id } } };
  switch (action) {
    case "disable":
      return unwrap(client.POST("/api/admin/users/{user_id}/disable", path));
    case "enable":
      return unwrap(client.POST("/api/admin/users/{user_id}/enable", path));
    case "sign-out":
      return unwrap(client.POST("/api/admin/users/{user_id}/sign-out", path));
    case "delete":
      return unwrap(client.DELETE("/api/admin/users/{user_id}", path));
  }
}
