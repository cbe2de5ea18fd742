import { lazy, Suspense, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { JSX, ReactNode } from "react";

import { PermissionsContext } from "@/components/permissions";
import { prompts } from "@/lib/api/recovery";
import { useIsSessionKnown, useUser } from "@/lib/api/session";

import { useChecks, useExpiry } from "./session-watch";
import { SignInHint } from "./sign-in-link";
// region teams
import { useTeamNeed } from "./team-need";
// endregion

// Rarely needed.
const SessionDialog = lazy(async () => ({
  default: (await import("@/features/sign-in/session-dialogs")).SessionDialog,
}));

/** Tells the pages what the user may do, and asks for what a refused request needs. */
export function SessionPermissions({ children }: { children: ReactNode }): JSX.Element {
  const user = useUser();
  const areKnown = useIsSessionKnown();
  useChecks(user);
  useExpiry();
  // region teams
  useTeamNeed();
  // endregion
  const isSignedIn = user !== null && user !== undefined;
  const isAdministrator = user?.is_admin === true;
  const permissions = useMemo(
    () => ({
      areKnown,
      canEdit: isSignedIn,
      isAdministrator,
      hint: <SignInHint />,
    }),
    [areKnown, isSignedIn, isAdministrator],
  );
  return (
    <PermissionsContext value={permissions}>
      {children}
      <Prompt />
    </PermissionsContext>
  );
}

function Prompt() {
  const user = useUser();
  // Known even after the session has ended.
  const [last, setLast] = useState(user);
  if (user && user !== last) setLast(user);
  const prompt = useSyncExternalStore(prompts.subscribe, prompts.current);
  // A prompt without a page would wait forever.
  useEffect(() => () => prompts.current()?.answer(false), []);
  if (prompt === undefined) return null;
  return (
    <Suspense>
      <SessionDialog need={prompt.need} email={last?.email} onAnswer={prompt.answer} />
    </Suspense>
  );
}
