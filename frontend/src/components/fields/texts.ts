import { lowered } from "@/lib/rule-texts";

/** The texts of the fields of all resources. */
export const fieldTexts = {
  yes: "Yes",
  no: "No",
  notSet: "Not set",
  searchPlaceholder: "Type to search",
  noChoices: "Nothing to choose yet",
  noMatches: "No matches. Try a shorter search.",
  hints: { duration: "Such as 1 h 30 min, or 1:30" },
  filters: {
    by: (label: string) => `Filter by ${lowered(label)}`,
    any: (label: string) => `${label}: any`,
    from: (date: string) => `From ${date}`,
    until: (date: string) => `Until ${date}`,
    between: (from: string, to: string) => `${from} – ${to}`,
    clear: (label: string) => `Clear ${lowered(label)}`,
    first: "From",
    last: "Until",
    contains: "Contains",
    is: "Is exactly",
    apply: "Apply",
    notSearchable: "Enter at least one letter or digit",
    presets: {
      week: "Last 7 days",
      month: "Last 30 days",
      year: "This year",
      previousYear: "Last year",
    },
    only: (label: string, value: string) => `${label}: ${value.toLowerCase()}`,
    notSet: (label: string) => `${label}: not set`,
  },
  calendar: {
    previousMonth: "Previous month",
    nextMonth: "Next month",
    previousYear: "Previous year",
    nextYear: "Next year",
    previousDecade: "Previous decade",
    nextDecade: "Next decade",
  },
  orders: {
    text: ["A to Z", "Z to A"],
    number: ["low to high", "high to low"],
    time: ["oldest first", "newest first"],
    timeOfDay: ["earliest first", "latest first"],
    duration: ["shortest first", "longest first"],
  },
} as const;
