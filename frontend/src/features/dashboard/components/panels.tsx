import { ErrorState } from "@/components/error-state";
import { useRecovery } from "@/components/use-recovery";

import { useStatistics } from "../api/get-statistics";
import { AuthorsPanel } from "./authors-panel";
import classes from "./dashboard.module.css";
import { StatusPanel } from "./status-panel";
import { YearsPanel } from "./years-panel";

/** What the first page shows of the catalogue besides how many records it has. */
export function Panels() {
  const statistics = useStatistics();
  const retry = () => void statistics.refetch();
  const error = useRecovery(statistics, retry);
  const { data } = statistics;
  if (data === undefined && error !== null) {
    return (
      <div className={classes.failure}>
        <ErrorState error={error} retrying={statistics.isFetching} onRetry={retry} />
      </div>
    );
  }
  return (
    <>
      <StatusPanel statistics={data} />
      <YearsPanel years={data?.books_by_year} />
      <AuthorsPanel statistics={data} />
    </>
  );
}
