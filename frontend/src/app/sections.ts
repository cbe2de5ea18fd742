import type { LinkProps } from "@tanstack/react-router";

import * as icons from "@/components/icons";

interface Section {
  to: string & LinkProps["to"];
  label: string;
  /** The icon of a table unless it is another one. */
  icon?: typeof icons.RecordsIcon;
}

/** What the navigation leads to, one line each. */
// prettier-ignore
const lines: readonly Section[] = [
  { to: "/", label: "Dashboard", icon: icons.ChartIcon },
  { to: "/books", label: "Books", icon: icons.BookIcon },
  { to: "/authors", label: "Authors", icon: icons.PeopleIcon },
];

export const sections = lines.map((section) => ({ icon: icons.RecordsIcon, ...section }));

/** The sections that are lists of records. */
export const lists = sections.filter(({ to }) => to !== "/");
