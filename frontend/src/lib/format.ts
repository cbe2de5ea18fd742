const locale = "en";
const currency = "USD";

// Created on first use, because creating formatters is slow.
const money = once(() => new Intl.NumberFormat(locale, { style: "currency", currency }));
const decimal = once(() => new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }));
// A date has no time zone. Without UTC, it would be displayed as the previous day west of Greenwich.
const day = once(() => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }));
const time = once(() => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }));
// region teams
const localDay = once(() => new Intl.DateTimeFormat(locale, { dateStyle: "medium" }));
// endregion
const timeOfDay = once(() => new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone: "UTC" }));
const count = once(() => new Intl.NumberFormat(locale));
const percent = once(() => new Intl.NumberFormat(locale, { style: "percent" }));
const list = once(() => new Intl.ListFormat(locale));

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** "$" */
export function currencySymbol(): string {
  const symbol = money()
    .formatToParts(0)
    .find((part) => part.type === "currency");
  return symbol?.value ?? currency;
}

/** "12.50" → "$12.50". The decimal string is never converted to a float. */
export function formatMoney(amount: string): string {
  return money().format(amount as Intl.StringNumericLiteral);
}

/** "1234.50" → "1,234.50" */
export function formatDecimal(number: string): string {
  return decimal().format(number as Intl.StringNumericLiteral);
}

/** "1997-03-04" → "Mar 4, 1997" */
export function formatDate(date: string): string {
  return day().format(new Date(`${date}T00:00:00Z`));
}

/** "1997-03-04T12:30:00Z" → "Mar 4, 1997, 4:30 AM", in the user's time zone */
export function formatTime(moment: string): string {
  return time().format(new Date(moment));
}

// region teams
/** "1997-03-04T04:30:00Z" → "Mar 3, 1997", in the user's time zone */
export function formatDay(moment: string): string {
  return localDay().format(new Date(moment));
}
// endregion

/** "16:30" → "4:30 PM" */
export function formatTimeOfDay(clock: string): string {
  return timeOfDay().format(new Date(`1970-01-01T${clock}Z`));
}

/** "publication date" → "Publication date" */
export function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The singular and plural name of a record. */
export interface Noun {
  one: string;
  other: string;
}

/** 2000 → "2,000" */
export function formatNumber(number: number): string {
  // Small numbers need no grouping, so most pages never create the slow formatter.
  return Number.isInteger(number) && number >= 0 && number < 1000 ? `${number}` : count().format(number);
}

/** (61, 300) → "20%" */
export function formatShare(part: number, whole: number): string {
  return percent().format(whole === 0 ? 0 : part / whole);
}

/** (1, book) → "1 book"; (2000, book) → "2,000 books" */
export function formatCount(number: number, noun: Noun): string {
  return `${formatNumber(number)} ${number === 1 ? noun.one : noun.other}`;
}

/** ["Emma", "Kindred", "Ulysses", "1984"] → "Emma, Kindred, Ulysses, and 1 more" */
export function formatNames(names: readonly string[], max = 3): string {
  const rest = names.length - max;
  const shown = rest > 0 ? [...names.slice(0, max), `${formatNumber(rest)} more`] : names;
  return list().format(shown);
}
