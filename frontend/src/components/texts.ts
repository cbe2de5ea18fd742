/** What the controls say that pages share. */
export const texts = {
  colorScheme: { label: "Color scheme", light: "Light", auto: "System", dark: "Dark" },
  clearSearch: "Clear search",
} as const;
