import type { components } from "@/lib/api/schema";

import { on, server } from "./api";

type User = components["schemas"]["User"];

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

/** Serves a session that tests can change: of this user, or of nobody. */
export function serveSession(user: User | null = makeUser()) {
  const session: { user: User | null } = { user };
  server.use(
    on("get", "/api/session", () => ({ status: 200, body: { ...session } })),
    on("delete", "/api/session", () => {
      session.user = null;
      return { status: 204 };
    }),
  );
  return session;
}
