import { fieldTexts } from "./texts";

/** The properties of a filter by a range, which includes both ends. */
export interface RangeFilterProps {
  /** The label of the field. */
  label: string;
  /** The text of the empty filter. */
  placeholder?: string;
  /** The first and last value. Without one, the range is open. */
  from: string | undefined;
  to: string | undefined;
  /** For a field that can be empty: whether the filter shows only records without a value. */
  isUnset?: boolean;
  /** `set` is false to show only records without a value. */
  onChange: (from: string | undefined, to: string | undefined, set?: false) => void;
}

/** Returns the text of a range, or undefined if it is open at both ends. */
export function describeRange(
  from: string | undefined,
  to: string | undefined,
  format: (value: string) => string,
): string | undefined {
  if (from === undefined) return to === undefined ? undefined : fieldTexts.filters.until(format(to));
  if (to === undefined) return fieldTexts.filters.from(format(from));
  return from === to ? format(from) : fieldTexts.filters.between(format(from), format(to));
}
