/** "2026-01-31T10:00:00Z" → "2026-01-31T11:00:00" in Berlin: what a form's field of a moment holds. */
export function toLocalTime(moment: string): string {
  const time = new Date(moment);
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

/** The moment of a time in the user's time zone. What is no time stays as it is: the rules say so. */
export function toMoment(localTime: string): string {
  const time = new Date(localTime);
  return Number.isNaN(time.getTime()) ? localTime : time.toISOString();
}
