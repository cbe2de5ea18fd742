import { createTheme } from "@mantine/core";
import type { CSSVariablesResolver, MantineColorsTuple } from "@mantine/core";

// prettier-ignore
const pine: MantineColorsTuple = [
  "#edfaf6", "#d6f1e9", "#ade2d2", "#7dd0b9", "#4dba9e",
  "#26a186", "#137d69", "#0e705e", "#0b594c", "#08443b",
];

// Warm grays, which match the green better than Mantine's bluish grays.
// prettier-ignore
const gray: MantineColorsTuple = [
  "#faf9f7", "#f4f3f0", "#e9e7e2", "#dcd9d2", "#cdc9c0",
  "#8f8a80", "#6d6961", "#524f48", "#36342f", "#211f1c",
];

// 0: text, 2: dimmed text, 4: borders, 6: inputs, 7: body.
// prettier-ignore
const dark: MantineColorsTuple = [
  "#ebe9e5", "#cbc8c2", "#a5a19a", "#6f6b65", "#3e3b37",
  "#32302c", "#282623", "#1b1a18", "#141311", "#0d0c0b",
];

const title = { fontSize: "var(--mantine-font-size-lg)", fontWeight: 650 };

export const theme = createTheme({
  colors: { pine, gray, dark },
  primaryColor: "pine",
  // Both have enough contrast with white text.
  primaryShade: { light: 7, dark: 6 },
  black: "#211f1c",
  fontFamily: "Inter, Inter-fallback, system-ui, sans-serif",
  headings: {
    fontWeight: "650",
    sizes: { h1: { fontSize: "28px", lineHeight: "1.2" } },
  },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray" } },
    // Beside its button, within the same landmark. The placeholder for the focus would be no valid child of a menu.
    Menu: { defaultProps: { withinPortal: false, withInitialFocusPlaceholder: false } },
    // The monospaced fonts of some systems have no arrows.
    Kbd: { styles: { root: { fontFamily: "inherit" } } },
    // Without this role, the header elements would be banner landmarks.
    Drawer: { defaultProps: { attributes: { header: { role: "presentation" } } }, styles: { title } },
    Modal: {
      defaultProps: { centered: true, attributes: { header: { role: "presentation" } } },
      styles: { title },
    },
    // Mantine's default is the color of the page.
    SegmentedControl: { styles: { root: { background: "var(--track)" } } },
    Skeleton: { defaultProps: { radius: "sm" } },
  },
});

/** Colors per scheme: custom variables, and overrides of Mantine colors with too little contrast. */
export const cssVariables: CSSVariablesResolver = ({ colors }) => ({
  variables: { "--mantine-color-placeholder": "var(--mantine-color-dimmed)" },
  light: {
    "--page": gray[0],
    "--track": gray[2],
    "--row-hover": gray[0],
    "--row-line": gray[2],
    "--mantine-color-error": colors.red[9],
    "--mantine-color-orange-light-color": "#9a3f00",
  },
  dark: {
    "--page": dark[8],
    "--track": dark[6],
    "--row-hover": dark[6],
    "--row-line": dark[5],
    "--mantine-color-error": colors.red[5],
    "--mantine-color-pine-light": "#123a31",
    "--mantine-color-pine-light-color": pine[2],
    "--mantine-color-gray-light": dark[5],
    "--mantine-color-gray-light-color": dark[1],
  },
});
