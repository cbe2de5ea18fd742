/** The texts about failed requests. */
export const problemTexts = {
  unanswered: {
    title: "The server isn't responding",
    detail: "It may be restarting, or your connection may be down.",
  },
  failed: {
    title: "The server couldn't complete this",
    detail: "Something failed on our side. Please try again.",
  },
  unexpected: {
    title: "Something went wrong",
    detail: "This page ran into an unexpected error.",
  },
  refused: "The server rejected this request",
  notFound: "This record doesn't exist",
  conflict: "This conflicts with existing data",
  invalid: "Check the highlighted fields",
  again: "Try again",
} as const;
