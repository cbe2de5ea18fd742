import { Menu, UnstyledButton } from "@mantine/core";
import IconLogout from "@tabler/icons-react/icons/IconLogout";
import IconSettings from "@tabler/icons-react/icons/IconSettings";
import { Link } from "@tanstack/react-router";

// region teams
import { useTeam } from "@/lib/api/session";
// endregion
import type { User } from "@/lib/api/session";

import { administration } from "./administration";
import { initials } from "./initials";
// region teams
import { TeamItems } from "./team-menu";
// endregion
import { texts } from "./texts";
import { useSignOut } from "./use-sign-out";
import classes from "./user-menu.module.css";

/** The user's menu: settings, teams, the pages for administrators, and signing out. */
export function AccountMenu({ user }: { user: User }) {
  const signOut = useSignOut();
  // region teams
  const team = useTeam();
  // endregion
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton
          className={classes.button}
          aria-label={texts.account.menu(user.name)}
          title={user.name}
          data-initials={initials(user.name)}
        />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <div className={classes.name}>{user.name}</div>
          <div className={classes.email}>{user.email}</div>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconSettings aria-hidden size={16} />}
          renderRoot={(item) => <Link to="/settings" {...item} />}
        >
          {texts.account.settings}
        </Menu.Item>
        {/* region teams */}
        {team === null && (
          <>
            <Menu.Divider />
            <TeamItems />
          </>
        )}
        {/* endregion */}
        {user.is_admin && (
          <>
            <Menu.Divider />
            <Menu.Label>{texts.account.administration}</Menu.Label>
            {administration.map(({ to, label, icon: Icon }) => (
              <Menu.Item
                key={to}
                leftSection={<Icon aria-hidden size={16} />}
                renderRoot={(item) => <Link to={to} {...item} />}
              >
                {label}
              </Menu.Item>
            ))}
          </>
        )}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout aria-hidden size={16} />} onClick={signOut}>
          {texts.account.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
