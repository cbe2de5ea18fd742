import type { BookStatus } from "../types";

/** The same colors as in the list of books. */
export const statusColors: Record<BookStatus, string> = {
  draft: "gray.5",
  published: "pine.6",
  out_of_print: "orange.6",
};
