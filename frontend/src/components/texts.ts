/** The texts of shared controls. */
export const texts = {
  colorScheme: { label: "Color scheme", light: "Light", auto: "System", dark: "Dark" },
  clearSearch: "Clear search",
  showPassword: "Show password",
  loading: "Loading…",
  breadcrumbs: "Breadcrumbs",
  edit: "Edit",
  open: "Open",
  undo: "Undo",
  more: "Show more",
  created: "Created",
  updated: "Last changed",
} as const;
