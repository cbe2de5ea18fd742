import type { LinkProps } from "@tanstack/react-router";

import { BookIcon, ChartIcon, PeopleIcon } from "@/components/icons";

interface Section {
  to: LinkProps["to"];
  label: string;
  /** The icon of a table unless it is another one. */
  icon?: typeof ChartIcon;
}

/** What the navigation leads to, one line each. */
// prettier-ignore
export const sections: readonly Section[] = [
  { to: "/", label: "Dashboard", icon: ChartIcon },
  { to: "/books", label: "Books", icon: BookIcon },
  { to: "/authors", label: "Authors", icon: PeopleIcon },
];
