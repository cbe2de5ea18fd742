import { useCanGoBack, useRouter } from "@tanstack/react-router";

import type { FileRouteTypes } from "./route-tree.gen";

/** Leaves a form for the list that it lies over, with the list's search as it was. */
export function useClose(list: FileRouteTypes["to"]) {
  const router = useRouter();
  const canGoBack = useCanGoBack();
  return () => {
    if (canGoBack) router.history.back();
    // The form's own address was opened: there is nothing to go back to.
    else void router.navigate({ to: list, search: true, replace: true });
  };
}
