import type { QueryClient } from "@tanstack/react-query";

import { client } from "@/lib/api/client";
import type { components } from "@/lib/api/schema";
import { changeSession } from "@/lib/api/session";
import { unwrap } from "@/lib/api/unwrap";
// region teams
import { readTeamPath, teamPath } from "@/lib/team-path";
// endregion

// The start of every page needs these functions, but no form: their file imports no component.

/** The page to continue with, while the user is at the provider. */
const NEXT = "sign-in-next";

/** What came of the return from the provider: nothing if the session has started. */
export type ProviderResult = { error: unknown } | { needsCode: true } | undefined;

/** Stores where to go after the return. */
export function rememberNext(next: string) {
  sessionStorage.setItem(NEXT, teamPath() + next);
}

/** Where to go after the return. */
export function nextAfterProvider() {
  const href = sessionStorage.getItem(NEXT) ?? "/";
  return {
    href,
    replace: true,
    // region teams
    // The provider's page always leads to an address without a team.
    reloadDocument: readTeamPath(href) !== "",
    // endregion
  };
}

/** Starts a session with what the provider added to the address. */
export async function finishAtProvider(
  queries: QueryClient,
  body: components["schemas"]["IdentityCode"],
): Promise<ProviderResult> {
  try {
    const { second_factor, ...session } = await unwrap(client.POST("/api/session/provider/finish", { body }));
    if (second_factor.length > 0) return { needsCode: true };
    changeSession(queries, session);
    return undefined;
  } catch (error) {
    return { error };
  }
}
