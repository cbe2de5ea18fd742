import { noop } from "@tanstack/react-query";
import { createFileRoute, notFound, rootRouteId } from "@tanstack/react-router";

import { jobsQuery, parseJobsSearch, summaryQuery } from "@/features/job-queue/api";
import { JobsPage } from "@/features/job-queue/jobs-page";

export const Route = createFileRoute("/admin/jobs")({
  validateSearch: parseJobsSearch,
  beforeLoad: ({ context }) => {
    if (!context.isAdministrator) throw notFound({ routeId: rootRouteId });
  },
  loaderDeps: ({ search }) => parseJobsSearch({ ...search }),
  loader: ({ context: { queryClient }, deps }) => {
    queryClient.query(summaryQuery).catch(noop);
    queryClient.infiniteQuery(jobsQuery(deps)).catch(noop);
  },
  component: Jobs,
});

function Jobs() {
  return <JobsPage search={Route.useLoaderDeps()} />;
}
