import { useLocalStorage, useMediaQuery } from "@mantine/hooks";

import { product } from "@/lib/product";

import { development, sections } from "./sections";

/** With more sections, the navigation is a sidebar instead of a part of the header. */
const maxInHeader = 6;
const hasSidebar = sections.length > maxInHeader;

/** The width of a header with all sections, in em. An average letter takes half an em. */
const headerWidth = sections.reduce(
  (width, { label }) => width + 3.5 + 0.52 * label.length,
  35 + 0.55 * product.length + 2.6 * development.length,
);

export interface Sidebar {
  /** "rail" shows only icons. Without a sidebar, the navigation is a part of the header. */
  sidebar: "open" | "rail" | undefined;
  /** Opens or collapses the sidebar. */
  onToggle?: () => void;
}

/** Returns the sidebar for the number of sections and the width of the screen. */
export function useSidebar(): Sidebar {
  const [isCollapsed, setCollapsed] = useLocalStorage({
    key: "sidebar-collapsed",
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const isNarrow = useMediaQuery(`(max-width: ${hasSidebar ? 64 : headerWidth}em)`, undefined, {
    getInitialValueInEffect: false,
  });
  if (!hasSidebar) return { sidebar: isNarrow ? "rail" : undefined };
  return {
    sidebar: isCollapsed || isNarrow ? "rail" : "open",
    onToggle: () => setCollapsed(!isCollapsed),
  };
}
