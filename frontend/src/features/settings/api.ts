import { queryOptions, useQueryClient } from "@tanstack/react-query";

import { client } from "@/lib/api/client";
import type { components } from "@/lib/api/schema";
import { sessionQuery } from "@/lib/api/session";
import { unwrap } from "@/lib/api/unwrap";

type Schemas = components["schemas"];
export type AccountSession = Schemas["AccountSession"];

/** All that the settings show begins with it. */
const accountKey = ["account"];

export const sessionsQuery = queryOptions({
  queryKey: [...accountKey, "sessions"],
  queryFn: ({ signal }) => unwrap(client.GET("/api/account/sessions", { signal })),
});

export function changePassword(body: Schemas["PasswordUpdate"]) {
  return unwrap(client.PUT("/api/account/password", { body }));
}

export function changeEmail(body: Schemas["EmailUpdate"]) {
  return unwrap(client.POST("/api/account/email", { body }));
}

/** Returns a function that changes the name, wherever it is shown. */
export function useChangeName() {
  const queries = useQueryClient();
  return async (body: Schemas["AccountUpdate"]) => {
    await unwrap(client.PATCH("/api/account", { body }));
    await queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
  };
}

/** Ends a session or, without one, all other sessions. */
export function signOut(session?: AccountSession) {
  if (session === undefined) return unwrap(client.DELETE("/api/account/sessions"));
  const params = { path: { session_id: session.id } };
  return unwrap(client.DELETE("/api/account/sessions/{session_id}", { params }));
}

export function deleteAccount() {
  return unwrap(client.DELETE("/api/account"));
}

export function keepAccount() {
  return unwrap(client.POST("/api/account/keep"));
}

/** Saves all data about the user as a file. A link would fail without a word if the session has ended. */
export async function downloadData() {
  const file = await unwrap(client.GET("/api/account/export", { parseAs: "blob" }));
  const link = document.createElement("a");
  // Not revoked, because some browsers read it only later. The page takes it along.
  link.href = URL.createObjectURL(file);
  link.download = "account.json";
  link.click();
}
