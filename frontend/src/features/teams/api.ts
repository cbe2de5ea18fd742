import { queryOptions } from "@tanstack/react-query";

import { client, etagOf } from "@/lib/api/client";
import type { components } from "@/lib/api/schema";
import { unwrap } from "@/lib/api/unwrap";

type Schemas = components["schemas"];
export type Team = Schemas["Team"];
export type Member = Schemas["Member"];
export type Invitation = Schemas["Invitation"];
export type Role = Member["role"];
export type AssignableRole = Schemas["InvitationCreation"]["role"];

export const membersQuery = queryOptions({
  queryKey: ["team", "members"],
  queryFn: ({ signal }) => unwrap(client.GET("/api/team/members", { signal })),
});

export const invitationsQuery = queryOptions({
  queryKey: ["team", "invitations"],
  queryFn: ({ signal }) => unwrap(client.GET("/api/team/invitations", { signal })),
});

export function createTeam(body: Schemas["TeamCreate"]) {
  return unwrap(client.POST("/api/teams", { body }));
}

export function updateTeam({ version }: Team, body: Schemas["TeamUpdate"]) {
  const params = { header: { "If-Match": etagOf(version) } };
  return unwrap(client.PATCH("/api/team", { params, body }));
}

export function deleteTeam() {
  return unwrap(client.DELETE("/api/team"));
}

export function changeRole({ user_id }: Member, role: AssignableRole) {
  return unwrap(
    client.PATCH("/api/team/members/{user_id}", { params: { path: { user_id } }, body: { role } }),
  );
}

/** Removes a member. For oneself, it means leaving. */
export function removeMember({ user_id }: { user_id: number }) {
  return unwrap(client.DELETE("/api/team/members/{user_id}", { params: { path: { user_id } } }));
}

export function transferTeam({ user_id }: Member) {
  return unwrap(client.POST("/api/team/owner", { body: { user_id } }));
}

export function invite(body: Schemas["InvitationCreation"]) {
  return unwrap(client.POST("/api/team/invitations", { body }));
}

export function withdrawInvitation({ id }: Invitation) {
  return unwrap(
    client.DELETE("/api/team/invitations/{invitation_id}", { params: { path: { invitation_id: id } } }),
  );
}
