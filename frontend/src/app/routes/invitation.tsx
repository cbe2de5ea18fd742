import { createFileRoute } from "@tanstack/react-router";

import { InvitationPage } from "@/features/sign-in/invitation-page";

export const Route = createFileRoute("/invitation")({
  staticData: { isStandalone: true },
  component: InvitationPage,
});
