/** The texts of shared controls. */
export const texts = {
  colorScheme: { label: "Color scheme", light: "Light", auto: "System", dark: "Dark" },
  clearSearch: "Clear search",
  showPassword: "Show password",
  passwordHint: "At least 12 characters. A few words that you can remember are a good choice.",
  loading: "Loading…",
  breadcrumbs: "Breadcrumbs",
  edit: "Edit",
  open: "Open",
  undo: "Undo",
  more: "Show more",
  created: "Created",
  updated: "Last changed",
} as const;
