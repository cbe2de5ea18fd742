/** "2026-01-31T10:00:00Z" → "2026-01-31T11:00:00" in Berlin, the format of a date and time input. */
export function toLocalTime(moment: string): string {
  const time = new Date(moment);
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

/** Converts a local time to UTC. Invalid input is returned unchanged and reported by validation. */
export function toMoment(localTime: string): string {
  const time = new Date(localTime);
  return Number.isNaN(time.getTime()) ? localTime : time.toISOString();
}
