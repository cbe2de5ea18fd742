import { ActionIcon, Group } from "@mantine/core";
import { Link } from "@tanstack/react-router";

import { usePermissions } from "@/components/permissions";

import { development } from "./sections";

/** Links to the pages for developers. Beside the navigation, which stays as it is in production. */
export function DevelopmentLinks() {
  const { isAdministrator } = usePermissions();
  const links = development.filter(({ isAdministration }) => isAdministrator || !isAdministration);
  return (
    <Group gap={4} wrap="nowrap" visibleFrom="sm">
      {links.map(({ to, label, icon: Icon }) => (
        <ActionIcon
          key={to}
          size={32}
          aria-label={label}
          title={label}
          renderRoot={(props) => <Link to={to} {...props} />}
        >
          <Icon aria-hidden size={18} />
        </ActionIcon>
      ))}
    </Group>
  );
}
