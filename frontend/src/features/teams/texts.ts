import type { AssignableRole, Role } from "./api";

export const texts = {
  roles: { owner: "Owner", admin: "Admin", member: "Member" } satisfies Record<Role, string>,
  create: {
    title: "Create a team",
    description: "A team shares its records. You can be in several.",
    form: {
      title: "Your new team",
      description: "You become its owner. Invite others as soon as it exists.",
    },
    fields: { name: "Name" },
    placeholder: "Acme",
    submit: "Create team",
  },
  page: { description: "Your team, its members and their invitations." },
  profile: {
    title: "Profile",
    description:
      "Links to pages of the team begin with its address. With another address, old links no longer work.",
    descriptionForAdmins: "The name as its members see it.",
    fields: { name: "Name", slug: "Address" },
    hint: "Lowercase letters, digits and hyphens",
    submit: "Save",
    done: "The team has been changed",
  },
  members: {
    title: "Members",
    description: "The owner and admins invite and remove members.",
    list: "Members of the team",
    none: "This team has no members.",
    you: "You",
    detail: (email: string, since: string) => `${email} · since ${since}`,
    actionsFor: (name: string) => `Actions for ${name}`,
    actions: {
      admin: "Make admin",
      member: "Make member",
      owner: "Make owner",
      remove: "Remove from the team",
    },
    done: {
      admin: (name: string) => `${name} is now an admin`,
      member: (name: string) => `${name} is now a member`,
      owner: (name: string) => `${name} now owns the team`,
      remove: (name: string) => `${name} is no longer a member`,
    },
    failed: "The member was not changed",
    questions: {
      owner: (name: string) => ({
        title: `Make ${name} the owner?`,
        question: "Each team has one owner. You become an admin, and cannot undo this yourself.",
        confirm: "Make owner",
      }),
      remove: (name: string) => ({
        title: `Remove ${name}?`,
        question: "They can no longer open the team. What they have added to it stays.",
        confirm: "Remove",
      }),
    },
  },
  invitations: {
    title: "Invitations",
    description:
      "People get a message with a link, which is valid for 7 days. They need no account to accept it.",
    list: "Pending invitations",
    none: "There are no pending invitations.",
    detail: (by: string | null, until: string) =>
      by === null ? `Valid until ${until}` : `Invited by ${by} · valid until ${until}`,
    fields: { email: "Email" },
    role: "Role",
    roles: {
      member: "Member",
      admin: "Admin: also invites and removes members",
    } satisfies Record<AssignableRole, string>,
    submit: "Send invitation",
    sent: (email: string) => `${email} has been invited`,
    remove: "Withdraw",
    removeOf: (email: string) => `Withdraw the invitation for ${email}`,
    removed: (email: string) => `The invitation for ${email} has been withdrawn`,
    removeFailed: "The invitation was not withdrawn",
    question: (email: string) => ({
      title: `Withdraw the invitation for ${email}?`,
      question: "The link in the message no longer works.",
      confirm: "Withdraw",
    }),
  },
  leave: {
    title: "Leave the team",
    description: "What you have added to the team stays. To come back, you need an invitation.",
    action: "Leave team",
    failed: "You are still a member",
    question: (team: string) => ({
      title: `Leave ${team}?`,
      question: "You can no longer open the team.",
      confirm: "Leave",
    }),
  },
  deletion: {
    title: "Delete the team",
    description:
      "Deletes the team with all its records, for all its members. To leave it instead, make somebody else the owner.",
    action: "Delete team",
    failed: "The team was not deleted",
    question: (team: string) => ({
      title: `Delete ${team}?`,
      question: "The team and all its records are permanently deleted, for all its members.",
      confirm: "Delete team",
    }),
  },
} as const;
