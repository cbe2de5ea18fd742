import { Box, Skeleton, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";

import { formatNumber, formatShare } from "@/lib/format";

import classes from "./dashboard.module.css";
import { NoBooks, Panel } from "./panel";
import type { BookStatus, Statistics } from "./statistics";
import { statusLabels, texts } from "./texts";

const StatusChart = lazy(async () => ({ default: (await import("./charts")).StatusChart }));

const ring = <Skeleton circle h={168} w={168} />;
const statuses = Object.keys(statusLabels) as BookStatus[];

/** A donut chart, and the same data as a list of links to the books. */
export function StatusPanel({ statistics }: { statistics: Statistics | undefined }) {
  const parts = statistics?.books_by_status;
  if (statistics?.books === 0) {
    return (
      <Panel title={texts.status.title}>
        <NoBooks />
      </Panel>
    );
  }
  return (
    <Panel title={texts.status.title}>
      <div className={classes.ringAndLegend}>
        <Box flex="none" w={168} h={168}>
          <Suspense fallback={ring}>{parts ? <StatusChart parts={parts} /> : ring}</Suspense>
        </Box>
        <ul className={classes.links}>
          {statuses.map((status) => (
            <Status
              key={status}
              status={status}
              count={parts?.find((part) => part.status === status)?.count}
              total={statistics?.books}
            />
          ))}
        </ul>
      </div>
    </Panel>
  );
}

interface StatusProps {
  status: BookStatus;
  count: number | undefined;
  total: number | undefined;
}

function Status({ status, count, total }: StatusProps) {
  return (
    <li>
      <Link to="/books" search={{ status }} className={classes.link}>
        <span className={classes.swatch} data-status={status} />
        <span className={classes.name}>{statusLabels[status]}</span>{" "}
        {count === undefined || total === undefined ? (
          <Skeleton h={14} w={70} />
        ) : (
          <>
            <Text span inherit c="dimmed">
              {formatShare(count, total)}
            </Text>{" "}
            <span className={classes.count}>{formatNumber(count)}</span>
          </>
        )}
      </Link>
    </li>
  );
}
