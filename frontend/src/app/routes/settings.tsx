import { noop } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";

import { sessionsQuery } from "@/features/settings/api";
import { SettingsPage } from "@/features/settings/settings-page";

export const Route = createFileRoute("/settings")({
  loader: ({ context: { queryClient } }) => {
    queryClient.query(sessionsQuery).catch(noop);
  },
  component: SettingsPage,
});
