import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

import { hasOpenForm } from "@/lib/api/recovery";
import { changeSession, noSession, sessionQuery, useIsSessionKnown } from "@/lib/api/session";
import type { User } from "@/lib/api/session";
import { notify } from "@/lib/notify";
import { texts } from "./texts";
import { useFailures } from "./use-failures";

/** Leaves a page that another user may not see, after a change of the session in this tab or another. */
export function useChecks(user: User | null | undefined) {
  const router = useRouter();
  const isKnown = useIsSessionKnown();
  // Undefined while the API cannot be reached: then pages open without a check.
  const id = user === null ? null : user?.id;
  const checked = useRef<{ id: typeof id }>(null);
  useEffect(() => {
    if (!isKnown) return;
    const hasChanged = checked.current !== null && checked.current.id !== id;
    checked.current = { id };
    // A form stays open: it asks to sign in when it is sent.
    if (hasChanged && !hasOpenForm()) void router.invalidate();
  }, [router, isKnown, id]);
}

/** Goes to the sign-in page, which comes back to this one, if a page needs a session that has ended. */
export function useExpiry() {
  const queries = useQueryClient();
  const router = useRouter();
  useFailures((error) => {
    const { href, pathname } = router.state.location;
    if (error.status !== 401 || hasOpenForm() || pathname === "/sign-in") return;
    if (queries.getQueryData(sessionQuery.queryKey)?.user) notify({ message: texts.account.expired });
    queries.setQueryData(sessionQuery.queryKey, noSession);
    void router
      .navigate({ to: "/sign-in", search: { next: href }, replace: true })
      .then(() => changeSession(queries, noSession));
  });
}
