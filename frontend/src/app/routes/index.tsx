import { noop } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";

import { statisticsQuery } from "@/features/dashboard/api/get-statistics";
import { Dashboard } from "@/features/dashboard/components/dashboard";

export const Route = createFileRoute("/")({
  loader: ({ context }) => {
    context.queryClient.query(statisticsQuery).catch(noop);
  },
  component: Dashboard,
});
