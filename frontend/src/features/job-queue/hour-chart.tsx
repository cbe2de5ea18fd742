import { Group, Paper, Skeleton, Title } from "@mantine/core";

import { formatCount, formatTime } from "@/lib/format";

import type { JobQueue } from "./api";
import classes from "./jobs-page.module.css";
import { texts } from "./texts";

/** The attempts that ended in each minute of the last hour. */
export function HourChart({ history }: { history: JobQueue["history"] | undefined }) {
  const done = formatCount(sum(history, "done"), texts.hour.done);
  const failed = formatCount(sum(history, "failed"), texts.hour.failed);
  return (
    <Paper component="section" withBorder px="lg" py="md">
      <Group justify="space-between" align="start" gap="xs" mb="md">
        <Title order={2} size="h5">
          {texts.hour.title}
        </Title>
        {history && (
          <Group gap="4px 16px" c="dimmed" fz="sm">
            <span className={classes.swatch} data-kind="done">
              {done}
            </span>{" "}
            <span className={classes.swatch} data-kind="failed">
              {failed}
            </span>
          </Group>
        )}
      </Group>
      {history ? (
        <>
          <div role="img" aria-label={texts.hour.chart(done, failed)} className={classes.bars}>
            {history.map((minute) => (
              <Bar key={minute.minute} {...minute} max={highest(history)} />
            ))}
          </div>
          <Group aria-hidden justify="space-between" mt={4} c="dimmed" fz="xs">
            <span>{texts.hour.start}</span>
            <span>{texts.hour.end}</span>
          </Group>
        </>
      ) : (
        <Skeleton h={96} />
      )}
    </Paper>
  );
}

function Bar({ minute, done, failed, max }: JobQueue["history"][number] & { max: number }) {
  return (
    <span className={classes.bar} title={texts.hour.minute(formatTime(minute), done, failed)}>
      <span data-kind="failed" style={{ height: `${(100 * failed) / max}%` }} />
      <span data-kind="done" style={{ height: `${(100 * done) / max}%` }} />
    </span>
  );
}

function sum(history: JobQueue["history"] = [], kind: "done" | "failed") {
  return history.reduce((total, minute) => total + minute[kind], 0);
}

/** The attempts of the busiest minute. At least 1, so that an empty hour can be drawn. */
function highest(history: JobQueue["history"]) {
  return Math.max(1, ...history.map(({ done, failed }) => done + failed));
}
