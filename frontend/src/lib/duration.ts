const units = /^(?:(\d+(?:[.,]\d+)?)\s*h)?\s*(?:(\d+)\s*m(?:in)?)?\s*(?:(\d+)\s*s)?$/i;
const clock = /^(\d+):([0-5]\d)(?::([0-5]\d))?$/;

/** "1 h 30 min" or "1:30" → 5400 seconds. Returns NaN for other text. */
export function parseDuration(text: string): number {
  const match = clock.exec(text.trim()) ?? units.exec(text.trim());
  if (match === null) return NaN;
  const [hours, minutes, seconds] = match.slice(1).map((part = "0") => Number(part.replace(",", ".")));
  return Math.round((hours ?? 0) * 3600) + (minutes ?? 0) * 60 + (seconds ?? 0);
}

/** 5400 seconds → "1 h 30 min" */
export function formatDuration(duration: number): string {
  const parts = [
    [Math.floor(duration / 3600), "h"],
    [Math.floor(duration / 60) % 60, "min"],
    [duration % 60, "s"],
  ] as const;
  const shown = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return shown.length > 0 ? shown.join(" ") : "0 min";
}
