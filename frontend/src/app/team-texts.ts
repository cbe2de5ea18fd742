export const teamTexts = {
  menu: (name: string) => `Team ${name}`,
  teams: "Teams",
  settings: "Team settings",
  create: "Create a team",
  notFound: {
    title: "Team not found",
    detail:
      "There is no team at this address, or you are not a member of it. Ask who sent you the link for an invitation.",
    open: (name: string) => `Go to ${name}`,
    home: "Back to the start page",
  },
} as const;
