import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { ErrorState } from "@/components/error-state";
import { PageHeader } from "@/components/page-header";
import { ConfirmButton } from "@/components/settings/confirm-button";
import { Section } from "@/components/settings/section";
import { useChange } from "@/components/use-change";
import { useSessionFailure, useTeam, useUser } from "@/lib/api/session";
import type { User } from "@/lib/api/session";
import { page } from "@/lib/team-path";

import { deleteTeam, membersQuery, removeMember } from "./api";
import type { Team } from "./api";
import { Invitations } from "./invitations";
import { Members } from "./members";
import { Profile } from "./profile";
import { texts } from "./texts";

/** The settings of the team. */
export function TeamPage() {
  const user = useUser();
  const team = useTeam();
  const members = useQuery(membersQuery);
  const failure = useSessionFailure();
  if (failure !== null) return <ErrorState error={failure} />;
  // Without a team in the address, the request for the members leads to one.
  if (!user || !team) return null;
  const isOwner = team.role === "owner";
  const isManager = team.role !== "member";
  return (
    <Stack gap="lg" maw="60rem" mx="auto">
      <PageHeader title={team.name} description={texts.page.description} />
      {isManager && <Profile team={team} />}
      <Members query={members} self={user.id} role={team.role} />
      {isManager && <Invitations />}
      {isOwner ? <Deletion team={team} /> : <Leaving team={team} user={user} />}
    </Stack>
  );
}

function Leaving({ team, user }: { team: Team; user: User }) {
  const { title, description, action, question, failed } = texts.leave;
  const leave = useChange(
    async () => {
      await removeMember({ user_id: user.id });
      await page.replace("/");
    },
    { failed },
  );
  return (
    <Section title={title} description={description}>
      <ConfirmButton c="var(--mantine-color-error)" question={question(team.name)} change={leave}>
        {action}
      </ConfirmButton>
    </Section>
  );
}

function Deletion({ team }: { team: Team }) {
  const { title, description, action, question, failed } = texts.deletion;
  const remove = useChange(
    async () => {
      await deleteTeam();
      await page.replace("/");
    },
    { failed },
  );
  return (
    <Section title={title} description={description}>
      <ConfirmButton c="var(--mantine-color-error)" question={question(team.name)} change={remove}>
        {action}
      </ConfirmButton>
    </Section>
  );
}
