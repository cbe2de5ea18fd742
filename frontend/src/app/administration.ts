import IconHistory from "@tabler/icons-react/icons/IconHistory";
import IconStack2 from "@tabler/icons-react/icons/IconStack2";
import IconUsers from "@tabler/icons-react/icons/IconUsers";

/** Pages for administrators. */
export const administration = [
  { to: "/admin/users" as const, label: "Users", icon: IconUsers },
  { to: "/admin/audit" as const, label: "Audit log", icon: IconHistory },
  { to: "/admin/jobs" as const, label: "Jobs", icon: IconStack2 },
];
