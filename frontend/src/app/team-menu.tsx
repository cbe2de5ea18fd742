import { Menu, UnstyledButton } from "@mantine/core";
import IconSelector from "@tabler/icons-react/icons/IconSelector";
import IconSettings from "@tabler/icons-react/icons/IconSettings";
import { Link } from "@tanstack/react-router";

import { TeamItems } from "./team-items";
import classes from "./team-switcher.module.css";
import { teamTexts as texts } from "./team-texts";

/** Leads to the settings of the team, and to the other teams of the user. */
export function TeamMenu({ team }: { team: { name: string } }) {
  return (
    <Menu position="bottom-start" width={240} withinPortal={false} withInitialFocusPlaceholder={false}>
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
