import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import { client } from "@/lib/api/client";
import type { components } from "@/lib/api/schema";
import { unwrap } from "@/lib/api/unwrap";
import { readChoice, readText } from "@/lib/search-params";
import type { RawSearch } from "@/lib/search-params";

export type QueuedJob = components["schemas"]["QueuedJob"];
export type JobQueue = components["schemas"]["JobQueue"];
export type JobStatus = components["schemas"]["JobStatus"];

export const statuses = [
  "waiting",
  "scheduled",
  "running",
  "failed",
  "done",
  "cancelled",
] as const satisfies JobStatus[];

/** The URL parameters of the page. */
export interface JobsSearch {
  status?: JobStatus | undefined;
  queue?: string | undefined;
}

export function parseJobsSearch(raw: RawSearch): JobsSearch {
  return { status: readChoice(raw.status, statuses), queue: readText(raw.queue) };
}

const key = ["job-queue"];
/** Milliseconds between two requests. They pause while the page is in the background. */
const interval = 2000;

export const summaryQuery = queryOptions({
  queryKey: [...key, "summary"],
  queryFn: ({ signal }) => unwrap(client.GET("/api/admin/jobs/summary", { signal })),
  refetchInterval: interval,
});

export function jobsQuery(search: JobsSearch) {
  return infiniteQueryOptions({
    queryKey: [...key, "list", search],
    queryFn: ({ pageParam: before, signal }) =>
      unwrap(client.GET("/api/admin/jobs", { params: { query: { ...search, before } }, signal })),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: ({ next_before }) => next_before ?? undefined,
    refetchInterval: interval,
  });
}

export type Action = "retry" | "cancel";

export function changeJob({ id }: QueuedJob, action: Action) {
  const path = { params: { path: { job_id: id } } };
  return unwrap(
    action === "retry"
      ? client.POST("/api/admin/jobs/{job_id}/retry", path)
      : client.POST("/api/admin/jobs/{job_id}/cancel", path),
  );
}
