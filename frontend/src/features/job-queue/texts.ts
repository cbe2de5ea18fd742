import type { Action, JobStatus } from "./api";

export const statusLabels: Record<JobStatus, string> = {
  waiting: "Waiting",
  scheduled: "Scheduled",
  running: "Running",
  failed: "Failed",
  done: "Done",
  cancelled: "Cancelled",
};

export const texts = {
  title: "Jobs",
  description: "Work that runs in the background.",
  all: "All",
  status: "Status",
  queue: "Queue",
  allQueues: "All queues",
  noWorker: {
    title: "No worker is running",
    detail: "Jobs wait until one starts: run `inv up`, or `python -m app.worker`.",
  },
  hour: {
    title: "Last hour",
    done: { one: "attempt succeeded", other: "attempts succeeded" },
    failed: { one: "attempt failed", other: "attempts failed" },
    chart: (done: string, failed: string) => `Bar chart of the last hour: ${done}, ${failed}.`,
    minute: (time: string, done: number, failed: number) => `${time}: ${done} succeeded, ${failed} failed`,
    start: "60 minutes ago",
    end: "now",
  },
  columns: { job: "Job", status: "Status", attempts: "Attempts", time: "Time", actions: "Actions" },
  times: {
    enqueued: (time: string) => `Enqueued ${time}`,
    scheduled: (time: string) => `Starts ${time}`,
    started: (time: string) => `Started ${time}`,
    ended: (time: string) => `Ended ${time}`,
  },
  request: (id: string) => `Enqueued by the request ${id}`,
  empty: { title: "No jobs", detail: "Jobs appear here as soon as the application enqueues them." },
  nothing: { title: "No such jobs", detail: "Choose another status or queue." },
  actions: { retry: "Retry", cancel: "Cancel" } satisfies Record<Action, string>,
  done: {
    retry: (name: string) => `${name} runs again`,
    cancel: (name: string) => `${name} was cancelled`,
  } satisfies Record<Action, (name: string) => string>,
  failed: "The job was not changed",
} as const;
