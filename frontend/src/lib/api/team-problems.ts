import { ApiError } from "./problem";

/** Returns whether the address has to name a team. */
export function needsTeam(error: unknown): boolean {
  return isProblem(error, "team-required");
}

/** Returns whether the user is not a member of the team in the address. */
export function isTeamUnknown(error: unknown): boolean {
  return isProblem(error, "team-not-found");
}

function isProblem(error: unknown, kind: string): boolean {
  return error instanceof ApiError && error.problem?.type === `/api/problems/${kind}`;
}
