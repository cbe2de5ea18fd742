import { createFileRoute, redirect } from "@tanstack/react-router";

import { parseSignInSearch } from "@/features/sign-in/api";
import { SignInPage } from "@/features/sign-in/sign-in-page";
import { findUser } from "@/lib/api/session";

export const Route = createFileRoute("/sign-in")({
  staticData: { isStandalone: true },
  validateSearch: parseSignInSearch,
  beforeLoad: async ({ context: { queryClient }, search }) => {
    if (await findUser(queryClient)) throw redirect({ href: search.next ?? "/" });
  },
  component: SignIn,
});

function SignIn() {
  return <SignInPage search={Route.useSearch()} />;
}
