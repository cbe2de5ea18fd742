import { Menu } from "@mantine/core";
import IconCheck from "@tabler/icons-react/icons/IconCheck";
import IconPlus from "@tabler/icons-react/icons/IconPlus";
import IconUsersGroup from "@tabler/icons-react/icons/IconUsersGroup";
import { Link } from "@tanstack/react-router";

import { useTeam, useTeams } from "@/lib/api/session";
import { teamAddress } from "@/lib/team-path";

import classes from "./team-switcher.module.css";
import { teamTexts as texts } from "./team-texts";

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
