import { lowered } from "@/lib/rule-texts";

/** The texts of the fields of all resources. */
export const fieldTexts = {
  yes: "Yes",
  no: "No",
  notSet: "Not set",
  searchPlaceholder: "Type to search",
  noMatches: "No matches. Try a shorter search.",
  filters: {
    by: (label: string) => `Filter by ${lowered(label)}`,
    any: (label: string) => `${label}: any`,
    only: (label: string, value: string) => `${label}: ${value.toLowerCase()}`,
  },
  orders: {
    text: ["A to Z", "Z to A"],
    number: ["low to high", "high to low"],
    time: ["oldest first", "newest first"],
  },
} as const;
