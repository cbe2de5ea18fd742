const units = /^(?:(\d+(?:[.,]\d+)?)\s*h)?\s*(?:(\d+)\s*m(?:in)?)?\s*(?:(\d+)\s*s)?$/i;
const clock = /^(\d+):([0-5]\d)(?::([0-5]\d))?$/;

/** "1 h 30 min" or "1:30" → 5400 seconds. Returns NaN for other text. */
export function parseDuration(text: string): number {
  const match = clock.exec(text.trim()) ?? units.exec(text.trim());
  if (match === null) return NaN;
  const [hours = "0", minutes = "0", seconds = "0"] = match.slice(1) as (string | undefined)[];
  return Math.round(Number(hours.replace(",", ".")) * 3600) + Number(minutes) * 60 + Number(seconds);
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
