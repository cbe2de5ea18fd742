import { createFileRoute, useLocation } from "@tanstack/react-router";

import { InvitationPage } from "@/features/sign-in/invitation-page";

export const Route = createFileRoute("/invitation")({
  staticData: { isStandalone: true },
  component: Invitation,
});

function Invitation() {
  return <InvitationPage hash={useLocation().hash} />;
}
