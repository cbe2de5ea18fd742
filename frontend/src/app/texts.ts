import { product } from "@/lib/product";

export const texts = {
  skip: "Skip to content",
  home: `${product} home`,
  navigation: "Main",
  more: "More",
  sidebar: "Collapse",
  palette: {
    label: "Search pages, records and actions",
    button: "Search",
    keys: "Ctrl K",
    placeholder: "Search pages, records and actions",
    pages: "Pages",
    actions: "Actions",
    nothing: "Nothing found",
    searching: "Searching…",
    theme: (scheme: string) => `Color scheme: ${scheme.toLowerCase()}`,
  },
  shortcuts: {
    title: "Keyboard shortcuts",
    groups: [
      {
        title: "Everywhere",
        shortcuts: [
          { keys: ["Ctrl", "K"], does: "Search pages, records and actions" },
          { keys: ["Ctrl", "Z"], does: "Undo a deletion" },
          { keys: ["?"], does: "Show these shortcuts" },
        ],
      },
      {
        title: "In a list",
        shortcuts: [
          { keys: ["/"], does: "Search" },
          { keys: ["↑", "↓"], does: "Move between rows" },
          { keys: ["Enter"], does: "Open the row" },
          { keys: ["E"], does: "Edit the row" },
          { keys: ["Delete"], does: "Delete the row" },
          { keys: ["Space"], does: "Select the row" },
          { keys: ["Shift", "↓"], does: "Select several rows" },
          { keys: ["Esc"], does: "Clear the selection" },
        ],
      },
      {
        title: "In a form",
        shortcuts: [
          { keys: ["Ctrl", "Enter"], does: "Save" },
          { keys: ["Esc"], does: "Close" },
        ],
      },
    ],
  },
  // region accounts
  account: {
    menu: (name: string) => `Account of ${name}`,
    signIn: "Sign in",
    hint: "Sign in to make changes",
    settings: "Settings",
    administration: "Administration",
    signOut: "Sign out",
    notSignedOut: "You are still signed in",
    expired: "Your session has ended. Sign in to continue.",
  },
  // endregion
  notFound: {
    title: "Page not found",
    detail: "Check the address, or start from the dashboard.",
    action: "Back to dashboard",
  },
} as const;
