import { lazy, Suspense } from "react";

import { useTeam } from "@/lib/api/session";

import classes from "./team-switcher.module.css";

// Not needed for the first paint.
const TeamMenu = lazy(async () => ({ default: (await import("./team-menu")).TeamMenu }));

/** The team of this page's address, which leads to the other teams of the user. */
export function TeamSwitcher() {
  const team = useTeam();
  if (!team) return null;
  return (
    <Suspense fallback={<span className={classes.button}>{team.name}</span>}>
      <TeamMenu team={team} />
    </Suspense>
  );
}
