import { queryOptions } from "@tanstack/react-query";

import { client } from "@/lib/api/client";
import type { components } from "@/lib/api/schema";
import { unwrap } from "@/lib/api/unwrap";
import { page, teamAddress } from "@/lib/team-path";

type Schemas = components["schemas"];
export type InvitationPreview = Schemas["InvitationPreview"];

export function invitationQuery(token: string) {
  return queryOptions({
    queryKey: ["invitation", token],
    queryFn: ({ signal }) => unwrap(client.POST("/api/invitations/preview", { body: { token }, signal })),
  });
}

/** Joins the team, and goes to its first page. */
export async function acceptInvitation(token: string) {
  return page.replace(teamAddress(await unwrap(client.POST("/api/invitations/accept", { body: { token } }))));
}

/** Creates an account that is a member of the team, and goes to the first page of the team. */
export async function signUpWithInvitation(body: Schemas["InvitationSignUp"]) {
  const { team } = await unwrap(client.POST("/api/invitations/sign-up", { body }));
  return page.replace(team === null ? "/" : teamAddress(team));
}
