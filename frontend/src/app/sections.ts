import IconBook from "@tabler/icons-react/icons/IconBook";
import IconChartBar from "@tabler/icons-react/icons/IconChartBar";
import IconTable from "@tabler/icons-react/icons/IconTable";
import IconUsers from "@tabler/icons-react/icons/IconUsers";
import type { LinkProps } from "@tanstack/react-router";

interface Section {
  to: string & LinkProps["to"];
  label: string;
  /** The icon of a table unless it is another one. */
  icon?: typeof IconTable;
}

/** What the navigation leads to, one line each. */
// prettier-ignore
const lines: readonly Section[] = [
  { to: "/", label: "Dashboard", icon: IconChartBar },
  { to: "/books", label: "Books", icon: IconBook },
  { to: "/authors", label: "Authors", icon: IconUsers },
];

export const sections = lines.map((section) => ({ icon: IconTable, ...section }));

/** The sections that are lists of records. */
export const lists = sections.filter(({ to }) => to !== "/");
