import { Button, Group } from "@mantine/core";
import IconUsersGroup from "@tabler/icons-react/icons/IconUsersGroup";

import { StateMessage } from "@/components/state-message";
import { useTeam, useTeams, useUser } from "@/lib/api/session";
import { teamAddress, teamPath } from "@/lib/team-path";

import { teamTexts } from "./team-texts";

const { title, detail, open, home } = teamTexts.notFound;

/** Returns whether the user is not a member of the team in the address. Visitors may see its public pages. */
export function useIsTeamMissing(): boolean {
  const user = useUser();
  const team = useTeam();
  return teamPath() !== "" && Boolean(user) && team === null;
}

/** The same for a team that does not exist, so that nobody finds out which ones do. */
export function TeamNotFoundPage() {
  const teams = useTeams();
  const links = teams.map((team) => ({ href: teamAddress(team), label: open(team.name) }));
  return (
    <StateMessage
      order={1}
      icon={<IconUsersGroup aria-hidden size={26} />}
      title={title}
      detail={detail}
      action={
        <Group justify="center">
          {(links.length > 0 ? links : [{ href: "/", label: home }]).map(({ href, label }) => (
            <Button key={href} component="a" href={href} variant="default">
              {label}
            </Button>
          ))}
        </Group>
      }
    />
  );
}
