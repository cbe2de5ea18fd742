import { QueryObserver, queryOptions, useQuery } from "@tanstack/react-query";
import type { Query, QueryClient, QueryObserverResult } from "@tanstack/react-query";

import { client } from "./client";
import { failureOf } from "./failure";
import { hasOpenForm } from "./recovery";
import type { components } from "./schema";
import { unwrap } from "./unwrap";

export type Session = components["schemas"]["Session"];
export type User = components["schemas"]["User"];

/** The session of a visitor. */
export const noSession: Session = {
  user: null,
  // region teams
  team: null,
  teams: [],
  // endregion
};

/** The session of this browser. Its token is in a cookie that scripts cannot read. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  // Without its signal, which would cancel the request with the component that made it: routes wait for it, too.
  queryFn: async ({ client: queries }) => {
    const session = await readSession(queries);
    // Another tab may have signed out, or signed in as someone else.
    if (userIn(queries) !== undefined && idOf(session) !== idOf({ user: userIn(queries) })) forget(queries);
    return session;
  },
});

/** Reads the session. One that has ended is kept while there is a form, which the page would lose with its user. */
async function readSession(queries: QueryClient): Promise<Session> {
  const session = await unwrap(client.GET("/api/session"));
  const known = queries.getQueryData(sessionQuery.queryKey);
  return session.user === null && known?.user && hasOpenForm() ? known : session;
}

/** Returns who is signed in, null for nobody, or undefined until it is known. */
export function useUser(): User | null | undefined {
  return useQuery(sessionQuery).data?.user;
}

// region teams
/** Returns the team of this page's address, null if the user is not its member, or undefined until it is known. */
export function useTeam() {
  return useQuery(sessionQuery).data?.team;
}

/** Returns the teams of the user. */
export function useTeams() {
  return useQuery(sessionQuery).data?.teams ?? [];
}
// endregion

/** Returns whether it is known who is signed in, or that this cannot be found out now. */
export function useIsSessionKnown(): boolean {
  return isSettled(useQuery(sessionQuery));
}

/** Returns why it is not known who is signed in, or null. */
export function useSessionFailure(): unknown {
  const session = useQuery(sessionQuery);
  return session.data === undefined ? failureOf(session) : null;
}

/** Returns who is signed in, from the cache or else from the API. Undefined if the API cannot be reached. */
export function findUser(queries: QueryClient): Promise<User | null | undefined> {
  // Not the promise of the query, which is retried until the API can be reached.
  const session = new QueryObserver(queries, { ...sessionQuery, staleTime: "static" });
  return new Promise((resolve) => {
    const stop = session.subscribe(answer);
    answer(session.getCurrentResult());

    function answer(result: QueryObserverResult<Session>) {
      if (!isSettled(result)) return;
      stop();
      resolve(result.data?.user);
    }
  });
}

function isSettled(session: QueryObserverResult<Session>): boolean {
  return session.data !== undefined || failureOf(session) !== null;
}

/** Continues with another session. What the previous user could see is no longer in memory. */
export function changeSession(queries: QueryClient, session: Session): void {
  const isSame = idOf(session) !== undefined && idOf(session) === idOf({ user: userIn(queries) });
  queries.setQueryData(sessionQuery.queryKey, session);
  if (isSame) void queries.invalidateQueries({ predicate: isOther });
  else forget(queries);
}

function forget(queries: QueryClient) {
  queries.removeQueries({ type: "inactive", predicate: isOther });
  void queries.resetQueries({ predicate: isOther });
}

function isOther({ queryKey }: Query): boolean {
  return queryKey[0] !== sessionQuery.queryKey[0];
}

function userIn(queries: QueryClient) {
  return queries.getQueryData(sessionQuery.queryKey)?.user;
}

function idOf({ user }: { user?: User | null | undefined }): number | undefined {
  return user?.id;
}
