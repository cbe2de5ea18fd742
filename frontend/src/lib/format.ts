const locale = "en";
const currency = "USD";

const money = new Intl.NumberFormat(locale, { style: "currency", currency });
// A publication date has no time zone. Without UTC it would be the day before, west of Greenwich.
const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
const time = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
const count = new Intl.NumberFormat(locale);

export const currencySymbol =
  money.formatToParts(0).find((part) => part.type === "currency")?.value ?? currency;

/** "12.50" → "$12.50". The decimal string is never turned into a float. */
export function formatMoney(amount: string): string {
  return money.format(amount as Intl.StringNumericLiteral);
}

/** "1997-03-04" → "Mar 4, 1997" */
export function formatDate(date: string): string {
  return day.format(new Date(`${date}T00:00:00Z`));
}

/** "1997-03-04T12:30:00Z" → "Mar 4, 1997, 4:30 AM", in the user's time zone */
export function formatTime(moment: string): string {
  return time.format(new Date(moment));
}

/** 2000 → "2,000" */
export function formatNumber(number: number): string {
  return count.format(number);
}

/** (1, "book") → "1 book"; (2000, "book") → "2,000 books" */
export function formatCount(number: number, noun: string): string {
  return `${count.format(number)} ${noun}${number === 1 ? "" : "s"}`;
}
