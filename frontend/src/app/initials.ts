/** "Ada Lovelace" → "AL" */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const shown = words.length > 1 ? [words.at(0), words.at(-1)] : words;
  return shown.map((word = "") => /^./u.exec(word)?.[0]).join("");
}
