export const texts = {
  title: "Audit log",
  description: "Who did what, newest first. Nothing in it can be changed.",
  columns: { time: "Time", action: "Action", actor: "By", subject: "On", address: "From" },
  only: (what: string) => `Show only ${what}`,
  filters: { action: (action: string) => `Only ${action}`, user: (name = "one user") => `Only by ${name}` },
  clear: "Show all",
  empty: { title: "No entries", detail: "Sign-ins and changes of accounts appear here." },
} as const;
