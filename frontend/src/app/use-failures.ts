import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";

import { ApiError } from "@/lib/api/problem";

/** Calls a function for each refused request that the page needs. */
export function useFailures(onFailure: (error: ApiError) => void) {
  const queries = useQueryClient();
  const handle = useEffectEvent(onFailure);
  useEffect(
    () =>
      queries.getQueryCache().subscribe((event) => {
        if (event.type !== "updated" || event.action.type !== "error") return;
        const { query, action } = event;
        // A page that is only preloaded, or what a search finds beside other things, is not needed.
        const isNeeded = query.isActive() && query.meta?.isOptional !== true;
        if (isNeeded && action.error instanceof ApiError) handle(action.error);
      }),
    [queries],
  );
}
