import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

import { hasOpenForm } from "@/lib/api/recovery";
import { changeSession, noSession, sessionQuery } from "@/lib/api/session";
import type { User } from "@/lib/api/session";
import { notify } from "@/lib/notify";
import { texts } from "./texts";
import { useFailures } from "./use-failures";

/** Leaves a page that another user may not see, after a change of the session in this tab or another. */
export function useChecks(user: User | null | undefined) {
  const router = useRouter();
  const id = user?.id;
  const known = useRef(user);
  useEffect(() => {
    const hasChanged = known.current !== undefined && known.current?.id !== id;
    known.current = user;
    // A form stays open: it asks to sign in when it is sent.
    if (hasChanged && !hasOpenForm()) void router.invalidate();
  }, [router, user, id]);
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
    void router.navigate({ to: "/sign-in", search: { next: href }, replace: true }).then(() => {
      changeSession(queries, noSession);
    });
  });
}
