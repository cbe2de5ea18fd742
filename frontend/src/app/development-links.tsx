import { ActionIcon, Group } from "@mantine/core";
import IconMail from "@tabler/icons-react/icons/IconMail";
import { Link } from "@tanstack/react-router";

import { texts } from "./texts";

/** The pages that exist only in development. */
const pages = [{ to: "/dev/mail", label: texts.development.mail, icon: IconMail }] as const;

/** Links to the pages that exist only in development. */
export function DevelopmentLinks() {
  return (
    <Group gap={4} wrap="nowrap" visibleFrom="sm">
      {pages.map(({ to, label, icon: Icon }) => (
        <ActionIcon
          key={to}
          variant="subtle"
          color="gray"
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
