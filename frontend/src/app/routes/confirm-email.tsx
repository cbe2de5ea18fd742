import { createFileRoute, useLocation } from "@tanstack/react-router";

import { ConfirmEmailPage } from "@/features/sign-in/confirm-email-page";

export const Route = createFileRoute("/confirm-email")({
  staticData: { isStandalone: true },
  component: ConfirmEmail,
});

function ConfirmEmail() {
  return <ConfirmEmailPage hash={useLocation().hash} />;
}
