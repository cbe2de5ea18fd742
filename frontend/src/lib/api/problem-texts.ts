/** What all pages say of a request that failed. */
export const problemTexts = {
  unanswered: {
    title: "The server is not answering",
    detail: "It may be restarting, or the connection is down.",
  },
  failed: {
    title: "The server could not do this",
    detail: "That is not your fault, and may pass.",
  },
  unexpected: {
    title: "Something went wrong",
    detail: "This page ran into an unexpected error.",
  },
  refused: "The server refused this",
  notFound: "This does not exist, or not any more",
  conflict: "This is in the way",
  invalid: "Some of this needs another look",
  again: "Try again",
} as const;
