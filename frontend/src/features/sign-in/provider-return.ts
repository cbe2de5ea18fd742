import type { QueryClient } from "@tanstack/react-query";

import { client } from "@/lib/api/client";
import type { components } from "@/lib/api/schema";
import { changeSession, findUser } from "@/lib/api/session";
import { unwrap } from "@/lib/api/unwrap";
// region teams
import { readTeamPath, teamPath } from "@/lib/team-path";
// endregion

// Every page loads this file at its start, with its route. So it imports no component: those would load forms, too.

// What is stored while the user is at the provider: the page to continue with, and what the return is for.
const NEXT = "sign-in-next";
const PURPOSE = "sign-in-purpose";

export type Purpose = "sign-in" | "confirmation";

/** What came of the return from the provider: nothing if the session has started or is confirmed. */
export type ProviderResult = { error: unknown } | { needsCode: true } | undefined;

/** Stores where to go after the return, and what it is for. */
export function rememberNext(next: string, purpose: Purpose) {
  sessionStorage.setItem(NEXT, teamPath() + next);
  sessionStorage.setItem(PURPOSE, purpose);
}

/** Returns whether the user was to confirm their identity, and not to sign in. */
export function isConfirmation(): boolean {
  return sessionStorage.getItem(PURPOSE) === ("confirmation" satisfies Purpose);
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

/** Starts a session, or confirms the user's identity, with what the provider added to the address. */
export async function finishAtProvider(
  queries: QueryClient,
  body: components["schemas"]["IdentityCode"],
): Promise<ProviderResult> {
  // The layout reads the session, too. An answer to a request with the old token must not come after the new one.
  await findUser(queries);
  try {
    if (isConfirmation()) {
      await unwrap(client.POST("/api/session/confirm/provider", { body }));
      return undefined;
    }
    const { second_factor, ...session } = await unwrap(client.POST("/api/session/provider/finish", { body }));
    if (second_factor.length > 0) return { needsCode: true };
    changeSession(queries, session);
    return undefined;
  } catch (error) {
    return { error };
  }
}
