import { Alert, Group, NativeSelect, Stack } from "@mantine/core";
import IconAlertTriangle from "@tabler/icons-react/icons/IconAlertTriangle";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";

import { ErrorState } from "@/components/error-state";
import { PageHeader } from "@/components/page-header";
import { failureOf } from "@/lib/api/failure";
import { formatNumber } from "@/lib/format";

import { statuses, summaryQuery } from "./api";
import type { JobQueue, JobsSearch, JobStatus } from "./api";
import { HourChart } from "./hour-chart";
import { JobTable } from "./job-table";
import classes from "./jobs-page.module.css";
import { statusLabels, texts } from "./texts";

/** All background jobs, and the state of the queue. */
export function JobsPage({ search }: { search: JobsSearch }) {
  const summary = useQuery(summaryQuery);
  const error = failureOf(summary);
  return (
    <Stack gap="lg">
      <PageHeader title={texts.title} description={texts.description} />
      {summary.data === undefined && error !== null ? (
        <ErrorState error={error} />
      ) : (
        <>
          {summary.data?.workers === 0 && (
            <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} title={texts.noWorker.title}>
              {texts.noWorker.detail}
            </Alert>
          )}
          <HourChart history={summary.data?.history} />
          <Filters search={search} counts={summary.data?.counts ?? []} />
          <JobTable search={search} />
        </>
      )}
    </Stack>
  );
}

interface FiltersProps {
  search: JobsSearch;
  counts: JobQueue["counts"];
}

function Filters({ search, counts }: FiltersProps) {
  const navigate = useNavigate();
  const queues = [...new Set(counts.map(({ queue }) => queue))];
  const inQueue = counts.filter(({ queue }) => search.queue === undefined || queue === search.queue);
  const count = (status?: JobStatus) =>
    inQueue
      .filter((each) => status === undefined || each.status === status)
      .reduce((sum, each) => sum + each.count, 0);
  return (
    <Group justify="space-between" align="start" gap="sm">
      <nav aria-label={texts.status} className={classes.statuses}>
        {[undefined, ...statuses].map((status) => (
          <Link
            key={status ?? ""}
            to="/admin/jobs"
            search={{ ...search, status }}
            className={classes.status}
            data-selected={status === search.status || undefined}
          >
            {status ? statusLabels[status] : texts.all}{" "}
            <span className={classes.count}>{formatNumber(count(status))}</span>
          </Link>
        ))}
      </nav>
      {(queues.length > 1 || search.queue !== undefined) && (
        <NativeSelect
          aria-label={texts.queue}
          value={search.queue ?? ""}
          data={[
            { value: "", label: texts.allQueues },
            ...queues.map((queue) => ({ value: queue, label: queue })),
          ]}
          onChange={({ currentTarget: { value } }) =>
            void navigate({ to: "/admin/jobs", search: { ...search, queue: value || undefined } })
          }
        />
      )}
    </Group>
  );
}
