import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { ErrorState } from "@/components/error-state";
import { PageHeader } from "@/components/page-header";
import { ConfirmButton } from "@/components/settings/confirm-button";
import { Section } from "@/components/settings/section";
import { useChange } from "@/components/use-change";
import { useSessionFailure, useTeam, useUser } from "@/lib/api/session";
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
      {isOwner ? (
        <Ending team={team} texts={texts.deletion} end={deleteTeam} />
      ) : (
        <Ending team={team} texts={texts.leave} end={() => removeMember({ user_id: user.id })} />
      )}
    </Stack>
  );
}

interface EndingProps {
  team: Team;
  texts: typeof texts.leave | typeof texts.deletion;
  end: () => Promise<unknown>;
}

/** Deletes or leaves the team, after which the user has no page of it to see. */
function Ending({ team, texts: { title, description, action, question, failed }, end }: EndingProps) {
  const change = useChange(
    async () => {
      await end();
      await page.replace("/");
    },
    { failed },
  );
  return (
    <Section title={title} description={description}>
      <ConfirmButton c="var(--mantine-color-error)" question={question(team.name)} change={change}>
        {action}
      </ConfirmButton>
    </Section>
  );
}
