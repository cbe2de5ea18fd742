import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";

import { makeProblem, on, received, server } from "@/testing/api";
import { renderApp } from "@/testing/render-app";
// region accounts
import { makeUser, serveSession } from "@/testing/session";
// endregion

import type { JobQueue, QueuedJob } from "./api";
import { statusLabels, texts } from "./texts";

const reminder: QueuedJob = {
  id: 7,
  name: "SendReminder",
  queue: "mail",
  status: "failed",
  priority: 0,
  attempts: 10,
  arguments: { book_id: 1 },
  request_id: "d0ee6cf0-5d3e-4b9e-a5e7-9c4f3b0b6a11",
  error: "SMTPServerDisconnected: no route",
  enqueued_at: "2026-01-31T12:00:00Z",
  scheduled_at: null,
  started_at: "2026-01-31T12:00:01Z",
  ended_at: "2026-01-31T12:00:02Z",
};
const report: QueuedJob = {
  ...reminder,
  id: 8,
  name: "WriteReport",
  queue: "default",
  status: "waiting",
  attempts: 0,
  error: null,
  started_at: null,
  ended_at: null,
};
const history = Array.from({ length: 60 }, (_, minute) => ({
  minute: `2026-01-31T12:${String(minute).padStart(2, "0")}:00Z`,
  done: minute === 59 ? 2 : 0,
  failed: minute === 58 ? 1 : 0,
}));
const queue: JobQueue = {
  workers: 1,
  oldest_waiting_at: null,
  counts: [
    { queue: "mail", status: "failed", count: 1 },
    { queue: "default", status: "waiting", count: 1 },
  ],
  history,
};

function serve(jobs: QueuedJob[], state: Partial<JobQueue> = {}) {
  server.use(
    on("get", "/api/admin/jobs/summary", () => ({ status: 200, body: { ...queue, ...state } })),
    on("get", "/api/admin/jobs", ({ query }) => {
      const [status, name] = [query.get("status"), query.get("queue")];
      const items = jobs.filter(
        (job) => (status === null || job.status === status) && (name === null || job.queue === name),
      );
      return { status: 200, body: { items, next_before: null } };
    }),
  );
}

const row = (name: string) => within(screen.getByRole("row", { name: new RegExp(name) }));

beforeEach(() => {
  // region accounts
  serveSession(makeUser({ is_admin: true }));
  // endregion
  serve([report, reminder]);
});

test("the page lists jobs with their errors, and charts the last hour", async () => {
  renderApp("/admin/jobs");
  expect(await screen.findByText("SMTPServerDisconnected: no route")).toBeInTheDocument();
  expect(row("SendReminder").getByText(statusLabels.failed)).toBeInTheDocument();
  expect(row("WriteReport").getByText(statusLabels.waiting)).toBeInTheDocument();
  const chart = await screen.findByRole("img", {
    name: texts.hour.chart(`2 ${texts.hour.done.other}`, `1 ${texts.hour.failed.one}`),
  });
  expect(chart.children).toHaveLength(60);
  expect(screen.queryByText(texts.noWorker.title)).not.toBeInTheDocument();
});

test("a status and a queue filter the list", async () => {
  const { user, address } = renderApp("/admin/jobs");
  await user.click(await screen.findByRole("link", { name: `${statusLabels.failed} 1` }));
  await waitFor(() => {
    expect(screen.queryByText("WriteReport")).not.toBeInTheDocument();
  });
  await user.selectOptions(screen.getByRole("combobox", { name: texts.queue }), "default");
  expect(await screen.findByText(texts.nothing.title)).toBeInTheDocument();
  expect(address()).toBe("/admin/jobs?status=failed&queue=default");
});

test.each([
  [reminder, texts.actions.retry, "/api/admin/jobs/7/retry", texts.done.retry("SendReminder")],
  [report, texts.actions.cancel, "/api/admin/jobs/8/cancel", texts.done.cancel("WriteReport")],
])("$name can be changed", async (job, action, path, message) => {
  server.use(
    on("post", "/api/admin/jobs/{job_id}/retry", () => ({ status: 200, body: reminder })),
    on("post", "/api/admin/jobs/{job_id}/cancel", () => ({ status: 200, body: report })),
  );
  const { user } = renderApp("/admin/jobs");
  await user.click(await screen.findByRole("button", { name: `${action} ${job.name} ${job.id}` }));
  expect(await screen.findByText(message)).toBeInTheDocument();
  expect(received.filter(({ method }) => method === "POST").map((request) => request.path)).toEqual([path]);
});

test("a job that cannot be changed is explained", async () => {
  const detail = "The job is running: only failed and cancelled jobs can be retried.";
  server.use(on("post", "/api/admin/jobs/{job_id}/retry", () => makeProblem(409, detail)));
  const { user } = renderApp("/admin/jobs");
  await user.click(await screen.findByRole("button", { name: /^Retry/ }));
  expect(await screen.findByText(detail)).toBeInTheDocument();
});

test("without a worker, the page tells how to start one", async () => {
  serve([], { workers: 0, counts: [] });
  renderApp("/admin/jobs");
  expect(await screen.findByText(texts.noWorker.title)).toBeInTheDocument();
  expect(await screen.findByText(texts.empty.title)).toBeInTheDocument();
});
