import { Text } from "@mantine/core";
import IconStack2 from "@tabler/icons-react/icons/IconStack2";
import { useInfiniteQuery } from "@tanstack/react-query";

import { ChangeButton } from "@/components/change-button";
import { PlainTable } from "@/components/plain-table";
import { useChange } from "@/components/use-change";
import { formatNumber, formatTime } from "@/lib/format";
import { hasFilters } from "@/lib/search-params";

import { changeJob, jobsQuery } from "./api";
import type { Action, JobsSearch, JobStatus, QueuedJob } from "./api";
import classes from "./jobs-page.module.css";
import { statusLabels, texts } from "./texts";

const actions: Partial<Record<JobStatus, Action>> = {
  waiting: "cancel",
  scheduled: "cancel",
  failed: "retry",
  cancelled: "retry",
};

export function JobTable({ search }: { search: JobsSearch }) {
  const { job, status, attempts, time, actions } = texts.columns;
  const message = hasFilters(search) ? texts.nothing : texts.empty;
  return (
    <PlainTable
      label={texts.title}
      columns={[job, status, attempts, time, actions]}
      query={useInfiniteQuery(jobsQuery(search))}
      empty={{ icon: <IconStack2 aria-hidden size={26} />, ...message }}
    >
      {(each) => <Row key={each.id} job={each} />}
    </PlainTable>
  );
}

function Row({ job }: { job: QueuedJob }) {
  const action = actions[job.status];
  return (
    <tr>
      <td className={classes.job}>
        <Text span inherit fw={600}>
          {job.name}
        </Text>{" "}
        <Text span inherit fz="xs" c="dimmed">
          {job.id} · {job.queue}
        </Text>
        <code
          className={classes.arguments}
          title={job.request_id ? texts.request(job.request_id) : undefined}
        >
          {JSON.stringify(job.arguments)}
        </code>
        {job.error !== null && (
          <Text inherit mt={6} c="var(--mantine-color-error)">
            {job.error}
          </Text>
        )}
      </td>
      <td>
        <span className={classes.badge} data-status={job.status}>
          {statusLabels[job.status]}
        </span>
      </td>
      <td data-label={texts.columns.attempts}>{formatNumber(job.attempts)}</td>
      <td data-time>{describeTime(job)}</td>
      <td data-actions>{action && <JobButton job={job} action={action} />}</td>
    </tr>
  );
}

function JobButton({ job, action }: { job: QueuedJob; action: Action }) {
  const change = useChange(() => changeJob(job, action), {
    done: () => texts.done[action](job.name),
    failed: texts.failed,
  });
  return (
    <ChangeButton
      size="compact-sm"
      aria-label={`${texts.actions[action]} ${job.name} ${job.id}`}
      change={change}
    >
      {texts.actions[action]}
    </ChangeButton>
  );
}

function describeTime(job: QueuedJob): string {
  const { status, scheduled_at, started_at, ended_at, enqueued_at } = job;
  if (status === "scheduled" && scheduled_at) return texts.times.scheduled(formatTime(scheduled_at));
  if (status === "running" && started_at) return texts.times.started(formatTime(started_at));
  if (status !== "waiting" && ended_at) return texts.times.ended(formatTime(ended_at));
  return enqueued_at ? texts.times.enqueued(formatTime(enqueued_at)) : "";
}
