import { noop } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";

import { jobsQuery, parseJobsSearch, summaryQuery } from "@/features/job-queue/api";
import { JobsPage } from "@/features/job-queue/jobs-page";

import { administratorsOnly } from "../../administrators-only";

export const Route = createFileRoute("/admin/jobs")({
  validateSearch: parseJobsSearch,
  beforeLoad: administratorsOnly,
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
