import { noop } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";

import { membersQuery } from "@/features/teams/api";
import { TeamPage } from "@/features/teams/team-page";

export const Route = createFileRoute("/settings_/team")({
  loader: ({ context: { queryClient } }) => {
    queryClient.query(membersQuery).catch(noop);
  },
  component: TeamPage,
});
