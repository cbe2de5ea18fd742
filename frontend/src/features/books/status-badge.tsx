import { statusLabels } from "./texts";
import type { BookStatus } from "./api";
import classes from "./status-badge.module.css";

/** A plain element instead of a Mantine badge, because a list can show many. */
export function StatusBadge({ status }: { status: BookStatus }) {
  return (
    <span className={classes.badge} data-status={status}>
      {statusLabels[status]}
    </span>
  );
}
