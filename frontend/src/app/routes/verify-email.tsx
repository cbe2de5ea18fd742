import { createFileRoute, useNavigate } from "@tanstack/react-router";

import { useSignIn } from "@/features/sign-in/api";
import { ChoosePassword } from "@/features/sign-in/choose-password";
import { texts } from "@/features/sign-in/texts";
import { notify } from "@/lib/notify";

export const Route = createFileRoute("/verify-email")({
  staticData: { isStandalone: true },
  component: VerifyEmail,
});

function VerifyEmail() {
  const navigate = useNavigate();
  const { confirmSignUp } = useSignIn();
  return (
    <ChoosePassword
      texts={texts.verify}
      again="/sign-up"
      send={async (body) => {
        await confirmSignUp(body);
        notify({ message: texts.verify.done });
        await navigate({ to: "/", replace: true });
      }}
    />
  );
}
