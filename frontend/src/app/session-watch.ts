import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

import { ApiError } from "@/lib/api/problem";
import { hasOpenForm } from "@/lib/api/recovery";
import { changeSession, sessionQuery } from "@/lib/api/session";
import type { User } from "@/lib/api/session";
import { notify } from "@/lib/notify";

import { texts } from "./texts";

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
  useEffect(() => {
    function leave() {
      const { href, pathname } = router.state.location;
      if (pathname === "/sign-in") return;
      if (queries.getQueryData(sessionQuery.queryKey)?.user) notify({ message: texts.account.expired });
      queries.setQueryData(sessionQuery.queryKey, { user: null });
      void router.navigate({ to: "/sign-in", search: { next: href }, replace: true }).then(() => {
        changeSession(queries, { user: null });
      });
    }
    return queries.getQueryCache().subscribe((event) => {
      if (event.type !== "updated" || event.action.type !== "error") return;
      const { query, action } = event;
      const isRefused = action.error instanceof ApiError && action.error.status === 401;
      // A page that is only preloaded, or what a search finds beside other things, needs no sign-in.
      const isNeeded = query.isActive() && query.meta?.isOptional !== true;
      if (isRefused && isNeeded && !hasOpenForm()) leave();
    });
  }, [queries, router]);
}
