import { useQuery } from "@tanstack/react-query";

import { ErrorState } from "@/components/error-state";
import { failureOf } from "@/lib/api/failure";

import { AuthorsPanel } from "./authors-panel";
import classes from "./dashboard.module.css";
import { statisticsQuery } from "./statistics";
import { StatusPanel } from "./status-panel";
import { YearsPanel } from "./years-panel";

/** The statistics panels of the home page. */
export function Panels() {
  const statistics = useQuery(statisticsQuery);
  const { data } = statistics;
  const error = failureOf(statistics);
  if (data === undefined && error !== null) return <ErrorState error={error} />;
  return (
    <div className={classes.panels}>
      <StatusPanel statistics={data} />
      <AuthorsPanel statistics={data} />
      <YearsPanel years={data?.books_by_year} />
    </div>
  );
}
