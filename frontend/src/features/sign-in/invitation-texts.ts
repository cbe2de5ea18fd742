export const invitationTexts = {
  title: (team: string) => `Join ${team}`,
  description: (team: string, by: string | null) =>
    by === null ? `You have been invited to join ${team}.` : `${by} has invited you to join ${team}.`,
  accept: (team: string) => `Join ${team}`,
  signUp: {
    detail: (email: string) => `Choose a name and a password. You sign in with ${email}.`,
    submit: "Create account and join",
  },
  signIn: (email: string) => `Sign in as ${email} to join.`,
  other: {
    detail: (user: string, email: string) =>
      `You are signed in as ${user}, and this invitation is for ${email}. Sign out to accept it.`,
    signOut: "Sign out",
  },
  invalid: "This invitation cannot be used",
  home: "Go to the start page",
} as const;
