import { createFileRoute, redirect } from "@tanstack/react-router";

import { SignUpPage } from "@/features/sign-in/sign-up-page";
import { findUser } from "@/lib/api/session";

export const Route = createFileRoute("/sign-up")({
  staticData: { isStandalone: true },
  beforeLoad: async ({ context: { queryClient } }) => {
    if (await findUser(queryClient)) throw redirect({ to: "/" });
  },
  component: SignUpPage,
});
