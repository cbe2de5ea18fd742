import { Menu, UnstyledButton } from "@mantine/core";
import IconCheck from "@tabler/icons-react/icons/IconCheck";
import IconPlus from "@tabler/icons-react/icons/IconPlus";
import IconSelector from "@tabler/icons-react/icons/IconSelector";
import IconSettings from "@tabler/icons-react/icons/IconSettings";
import IconUsersGroup from "@tabler/icons-react/icons/IconUsersGroup";
import { Link } from "@tanstack/react-router";

import { useTeam, useTeams } from "@/lib/api/session";
import { teamAddress } from "@/lib/team-path";

import classes from "./team-switcher.module.css";
import { teamTexts as texts } from "./team-texts";

/** Leads to the settings of the team, and to the other teams of the user. */
export function TeamMenu({ team }: { team: { name: string } }) {
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <UnstyledButton className={classes.button} aria-label={texts.menu(team.name)} title={team.name}>
          <span className={classes.name}>{team.name}</span>
          <IconSelector aria-hidden size={16} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconSettings aria-hidden size={16} />}
          renderRoot={(item) => <Link to="/settings/team" {...item} />}
        >
          {texts.settings}
        </Menu.Item>
        <Menu.Divider />
        <TeamItems />
      </Menu.Dropdown>
    </Menu>
  );
}

/** The teams of the user, in a menu. Not links of the router, whose pages all belong to one team. */
export function TeamItems() {
  const current = useTeam()?.slug;
  return (
    <>
      <Menu.Label>{texts.teams}</Menu.Label>
      {useTeams().map((team) => (
        <Menu.Item
          key={team.slug}
          component="a"
          href={teamAddress(team)}
          classNames={{ itemLabel: classes.name }}
          aria-current={team.slug === current || undefined}
          leftSection={<IconUsersGroup aria-hidden size={16} />}
          rightSection={team.slug === current && <IconCheck aria-hidden size={16} />}
        >
          {team.name}
        </Menu.Item>
      ))}
      <Menu.Item
        leftSection={<IconPlus aria-hidden size={16} />}
        renderRoot={(item) => <Link to="/teams/new" {...item} />}
      >
        {texts.create}
      </Menu.Item>
    </>
  );
}
