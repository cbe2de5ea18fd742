import { Stack } from "@mantine/core";

import { ErrorState } from "@/components/error-state";
import { BookIcon, PeopleIcon } from "@/components/icons";
import { useRecovery } from "@/components/use-recovery";

import { useStatistics } from "../api/get-statistics";
import { texts } from "../texts";
import { AuthorsPanel } from "./authors-panel";
import { DashboardHeader } from "./dashboard-header";
import classes from "./dashboard.module.css";
import { Figure } from "./figure";
import { StatusPanel } from "./status-panel";
import { YearsPanel } from "./years-panel";

export function Dashboard() {
  const statistics = useStatistics();
  const retry = () => void statistics.refetch();
  const error = useRecovery(statistics, retry);
  const { data } = statistics;
  return (
    <Stack gap="lg">
      <DashboardHeader />
      {data === undefined && error !== null ? (
        <ErrorState error={error} retrying={statistics.isFetching} onRetry={retry} />
      ) : (
        <div className={classes.grid} aria-busy={data === undefined}>
          <Figure
            label={texts.books}
            icon={<BookIcon />}
            count={data?.books}
            link={{ to: "/books" }}
          />
          <Figure
            label={texts.authors}
            icon={<PeopleIcon />}
            count={data?.authors}
            link={{ to: "/authors" }}
          />
          <StatusPanel statistics={data} />
          <YearsPanel years={data?.books_by_year} />
          <AuthorsPanel statistics={data} />
        </div>
      )}
    </Stack>
  );
}
