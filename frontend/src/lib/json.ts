/** Parses JSON. Text that is not valid is returned unchanged, so that the rules of the form reject it. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
