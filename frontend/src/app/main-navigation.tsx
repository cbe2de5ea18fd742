import { UnstyledButton } from "@mantine/core";
import { useClickOutside, useDisclosure, useLocalStorage } from "@mantine/hooks";
import IconChevronDown from "@tabler/icons-react/icons/IconChevronDown";
import IconDots from "@tabler/icons-react/icons/IconDots";
import IconLayoutSidebar from "@tabler/icons-react/icons/IconLayoutSidebar";
import { Link } from "@tanstack/react-router";

import classes from "./main-navigation.module.css";
import { sections } from "./sections";
import { texts } from "./texts";
import type { Sidebar } from "./use-sidebar";

/** On a phone, the navigation is a bar at the bottom. With more sections, its last button shows all. */
const maxInPhoneBar = 5;

/** The sections without a group, followed by the groups. */
const groups = [...new Set(["", ...sections.map(({ group = "" }) => group)])].map((name) => ({
  name,
  sections: sections.filter(({ group = "" }) => group === name),
}));
const inPhoneBar = sections.length > maxInPhoneBar ? sections.slice(0, maxInPhoneBar - 1) : sections;

/** The links to the sections: in the header, in a sidebar, or at the bottom of a phone. */
export function MainNavigation({ sidebar, onToggle }: Sidebar) {
  const [opened, { toggle, close }] = useDisclosure(false);
  const ref = useClickOutside(close);
  return (
    <nav
      ref={ref}
      aria-label={texts.navigation}
      className={classes.navigation}
      data-sidebar={sidebar}
      data-opened={opened || undefined}
    >
      {groups.map(({ name, sections }) => (
        <Group key={name} name={name} sections={sections} onNavigate={close} />
      ))}
      {inPhoneBar.length < sections.length && (
        <UnstyledButton className={classes.section} data-phone="only" aria-expanded={opened} onClick={toggle}>
          <IconDots aria-hidden size={18} />
          {texts.more}
        </UnstyledButton>
      )}
      {onToggle && (
        <UnstyledButton className={classes.toggle} aria-expanded={sidebar === "open"} onClick={onToggle}>
          <IconLayoutSidebar aria-hidden size={18} />
          <span className={classes.label}>{texts.sidebar}</span>
        </UnstyledButton>
      )}
    </nav>
  );
}

interface GroupProps {
  name: string;
  sections: typeof sections;
  onNavigate: () => void;
}

function Group({ name, sections, onNavigate }: GroupProps) {
  const [closed, setClosed] = useLocalStorage({
    key: `navigation:${name}`,
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  return (
    <div className={classes.group} data-closed={closed || undefined}>
      {name !== "" && (
        <UnstyledButton
          className={classes.groupName}
          aria-expanded={!closed}
          onClick={() => setClosed(!closed)}
        >
          {name}
          <IconChevronDown aria-hidden size={14} />
        </UnstyledButton>
      )}
      {sections.map((section) => (
        <Link
          key={section.to}
          to={section.to}
          title={section.label}
          className={classes.section}
          data-phone={inPhoneBar.includes(section) ? "bar" : undefined}
          onClick={onNavigate}
        >
          <section.icon aria-hidden size={18} />
          <span className={classes.label}>{section.label}</span>
        </Link>
      ))}
    </div>
  );
}
