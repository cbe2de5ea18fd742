/** The texts of shared controls. */
export const texts = {
  colorScheme: { label: "Color scheme", light: "Light", auto: "System", dark: "Dark" },
  clearSearch: "Clear search",
} as const;
