import IconBook from "@tabler/icons-react/icons/IconBook";
import IconChartBar from "@tabler/icons-react/icons/IconChartBar";
import IconFeather from "@tabler/icons-react/icons/IconFeather";
import IconMail from "@tabler/icons-react/icons/IconMail";
import IconStack2 from "@tabler/icons-react/icons/IconStack2";
import IconTable from "@tabler/icons-react/icons/IconTable";
import type { LinkProps } from "@tanstack/react-router";

interface Section {
  to: string & LinkProps["to"];
  label: string;
  /** Defaults to the icon of a table. */
  icon?: typeof IconTable;
  /** The title above the sections of a group, in the sidebar. */
  group?: string;
}

/** The links of the navigation. */
// prettier-ignore
const links: readonly Section[] = [
  { to: "/", label: "Dashboard", icon: IconChartBar },
  { to: "/books", label: "Books", icon: IconBook },
  { to: "/authors", label: "Authors", icon: IconFeather },
];

/** Pages for developers, shown only in development. */
export const development = import.meta.env.DEV
  ? [
      { to: "/admin/jobs" as const, label: "Jobs", icon: IconStack2, isAdministration: true },
      { to: "/dev/mail" as const, label: "Mailbox", icon: IconMail, isAdministration: false },
    ]
  : [];

export const sections = links.map((section) => ({ icon: IconTable, ...section }));

/** The sections that list records. */
export const lists = sections.filter(({ to }) => to !== "/");
