/** The texts of shared controls. */
export const texts = {
  colorScheme: { label: "Color scheme", light: "Light", auto: "System", dark: "Dark" },
  clearSearch: "Clear search",
  loading: "Loading…",
  breadcrumbs: "Breadcrumbs",
  edit: "Edit",
  open: "Open",
  undo: "Undo",
  timestamps: (created: string, updated: string) => `Created ${created} · Last changed ${updated}`,
} as const;
