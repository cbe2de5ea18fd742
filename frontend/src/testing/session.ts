import type { components } from "@/lib/api/schema";
import { noSession } from "@/lib/api/session";

import { on, server } from "./api";

type Session = components["schemas"]["Session"];
type User = components["schemas"]["User"];
// region teams
type Team = components["schemas"]["Team"];
// endregion

export function makeUser(user: Partial<User> = {}): User {
  return {
    id: 7,
    email: "grace@example.com",
    name: "Grace User",
    is_admin: false,
    created_at: "2026-01-02T03:04:05Z",
    deletes_on: null,
    ...user,
  };
}

// region teams
export function makeTeam(team: Partial<Team> = {}): Team {
  return { id: 3, slug: "acme", name: "Acme", role: "owner", version: 1, ...team };
}
// endregion

/** Serves a session that tests can change: of this user, or of nobody. */
export function serveSession(user: User | null = makeUser(), rest: Partial<Session> = {}) {
  const session: Session = { ...noSession, user, ...rest };
  server.use(
    on("get", "/api/session", () => ({ status: 200, body: { ...session } })),
    on("delete", "/api/session", () => {
      session.user = null;
      return { status: 204 };
    }),
  );
  return session;
}
