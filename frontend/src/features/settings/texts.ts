export const texts = {
  title: "Settings",
  description: "Your account and how you sign in.",
  profile: {
    title: "Profile",
    description: "Your name as others see it.",
    fields: { name: "Name" },
    submit: "Save name",
    done: "Your name has been changed",
  },
  email: {
    title: "Email",
    description: (email: string) =>
      `You sign in with ${email}. A new address has to be confirmed at both addresses.`,
    fields: { email: "New email" },
    submit: "Change email",
    done: "Check your email",
    doneDetail: (email: string) =>
      `We have sent messages to your current address and to ${email}. Open the links in both to finish.`,
  },
  password: {
    title: "Password",
    description: "Changing it signs you out everywhere else.",
    fields: { password: "New password" },
    submit: "Change password",
    done: "Your password has been changed. You are signed out everywhere else.",
  },
  sessions: {
    title: "Sessions",
    description: "Where you are signed in. Sign out what you do not recognize, then change your password.",
    list: "Your sessions",
    current: "This one",
    lastSeen: (address: string, time: string) => `${address} · last seen ${time}`,
    signOut: "Sign out",
    signOutOf: (device: string) => `Sign out ${device}`,
    signOutOthers: "Sign out everywhere else",
    signedOut: (device: string) => `${device} is signed out`,
    signedOutOthers: "You are signed out everywhere else",
    failed: "Nobody was signed out",
  },
  data: {
    title: "Your data",
    description: "Everything that is stored about you, as a JSON file.",
    download: "Download my data",
    failed: "Your data was not downloaded",
  },
  deletion: {
    title: "Delete account",
    description: "Your account is deleted 14 days later. Until then, you can sign in and keep it.",
    action: "Delete my account",
    question: {
      title: "Delete your account?",
      question:
        "You are signed out everywhere else, and in 14 days your account is permanently deleted. Until then, you can keep it in these settings.",
      confirm: "Delete account",
    },
    scheduled: (date: string) => `Your account will be deleted on ${date}`,
    scheduledDetail: "Until then, nothing is lost. You can change your mind.",
    keep: "Keep my account",
    kept: "Your account will not be deleted",
    failed: "Your account was not changed",
  },
} as const;
