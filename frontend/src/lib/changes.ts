/** Returns the fields of `after` that differ from `before`, as the body of a PATCH request. */
export function changedFields<Values extends object>(before: Values, after: Values): Partial<Values> {
  const names = Object.keys(after) as (keyof Values)[];
  const changed: Partial<Values> = {};
  for (const name of names) {
    if (!isSame(before[name], after[name])) changed[name] = after[name];
  }
  return changed;
}

export function isChanged<Values extends object>(before: Values, after: Values): boolean {
  return Object.keys(changedFields(before, after)).length > 0;
}

/** Compares lists and objects by their contents. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== "object" || typeof other !== "object") return one === other;
  return JSON.stringify(one) === JSON.stringify(other);
}
