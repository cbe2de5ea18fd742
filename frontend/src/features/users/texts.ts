import type { Action, UserStatus } from "./api";

export const texts = {
  title: "Users",
  description: "Everybody with an account.",
  search: { label: "Search users by name or email", placeholder: "Search by name or email" },
  status: "Status",
  statuses: { all: "All", active: "Active", disabled: "Disabled" } satisfies Record<
    UserStatus | "all",
    string
  >,
  columns: { user: "User", role: "Role", created: "Created", lastSeen: "Last seen", actions: "Actions" },
  administrator: "Administrator",
  user: "User",
  disabled: "Disabled",
  you: "You",
  never: "Never",
  empty: { title: "No users found", detail: "Try a shorter search, or another status." },
  actionsFor: (name: string) => `Actions for ${name}`,
  actions: {
    "sign-out": "Sign out everywhere",
    disable: "Disable",
    enable: "Enable",
    delete: "Delete",
  } satisfies Record<Action, string>,
  done: {
    "sign-out": (name: string) => `${name} is signed out everywhere`,
    disable: (name: string) => `${name} can no longer sign in`,
    enable: (name: string) => `${name} can sign in again`,
    delete: (name: string) => `${name} was deleted`,
  } satisfies Record<Action, (name: string) => string>,
  audit: "Show in the audit log",
  failed: "The user was not changed",
  questions: {
    disable: (name: string) => ({
      title: `Disable ${name}?`,
      question: "They are signed out at once, and cannot sign in until you enable them again.",
      confirm: "Disable",
    }),
    delete: (name: string) => ({
      title: `Delete ${name}?`,
      question: "The account is permanently deleted, without a grace period.",
      confirm: "Delete",
    }),
  },
} as const;
