import { Menu } from "@mantine/core";
import type { MenuItemProps } from "@mantine/core";
import { createLink, useLocation } from "@tanstack/react-router";
import type { ComponentPropsWithRef } from "react";

import { MoreButton } from "./more-button";
import type { sections as all } from "./sections";
import classes from "./shell.module.css";

type Native = Omit<ComponentPropsWithRef<"a">, keyof MenuItemProps>;

const MenuLink = createLink((props: MenuItemProps & Native) => <Menu.Item<"a"> component="a" {...props} />);

interface MoreSectionsProps {
  sections: typeof all;
  defaultOpened: boolean;
}

/** A menu of the sections that do not fit in the navigation. */
export function MoreSections({ sections, defaultOpened }: MoreSectionsProps) {
  const path = useLocation({ select: ({ pathname }) => `${pathname}/` });
  const current = sections.some(({ to }) => path.startsWith(`${to}/`));
  return (
    <Menu defaultOpened={defaultOpened} position="bottom-end" shadow="md" width="max-content">
      <Menu.Target>
        <MoreButton {...{ "data-current": current || undefined }} />
      </Menu.Target>
      <Menu.Dropdown>
        {sections.map(({ to, label, icon: Icon }) => (
          <MenuLink key={to} to={to} leftSection={<Icon aria-hidden size={18} />} className={classes.rest}>
            {label}
          </MenuLink>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
