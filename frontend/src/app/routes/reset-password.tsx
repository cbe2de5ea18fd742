import { createFileRoute, useNavigate } from "@tanstack/react-router";
import { useQueryClient } from "@tanstack/react-query";

import { resetPassword } from "@/features/sign-in/api";
import { ChoosePassword } from "@/features/sign-in/choose-password";
import { texts } from "@/features/sign-in/texts";
import { changeSession, noSession } from "@/lib/api/session";
import { notify } from "@/lib/notify";

export const Route = createFileRoute("/reset-password")({
  staticData: { isStandalone: true },
  component: ResetPassword,
});

function ResetPassword() {
  const navigate = useNavigate();
  const queries = useQueryClient();
  return (
    <ChoosePassword
      texts={texts.reset}
      again="/forgot-password"
      send={async (body) => {
        await resetPassword(body);
        // All sessions have ended, also this browser's if it was signed in.
        changeSession(queries, noSession);
        notify({ message: texts.reset.done });
        await navigate({ to: "/sign-in", replace: true });
      }}
    />
  );
}
