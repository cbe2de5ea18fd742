/** What all forms say. */
export const formTexts = {
  cancel: "Cancel",
  close: "Close",
  loading: "Loading",
  errors: {
    kept: "What you typed is kept. Press Enter to try again.",
    perhapsArrived: "It may have arrived all the same: look at the list before you send it again.",
  },
  leave: {
    changes: {
      title: "Discard your changes?",
      question: "What you typed in this form will be lost.",
      stay: "Keep editing",
      leave: "Discard",
    },
    sending: {
      title: "Leave while this is being saved?",
      question: "It is on its way to the server. You will be told if it is refused.",
      stay: "Stay",
      leave: "Leave",
    },
  },
  failedLater: (name: string) => `“${name}” was not saved`,
  remove: {
    cancel: "Cancel",
    confirm: "Delete",
    failed: (name: string) => `“${name}” is still there`,
    outdated:
      "Somebody else changed this meanwhile. Look at it, and delete it again if you still want to.",
  },
  conflict: {
    title: "Somebody else changed this meanwhile",
    detail: "Nothing is overwritten. Choose what to keep where your version and theirs differ.",
    savedAt: (time: string) => `Their version is from ${time}.`,
    allMine: "Keep all of mine",
    allTheirs: "Take all of theirs",
    mine: "Yours",
    unchanged: "As it was",
    theirs: "Theirs",
    nothing: "Nothing",
    back: "Back to the form",
    save: "Save",
  },
  gone: {
    title: "This was deleted meanwhile",
    detail: "What you typed is still here: create it again, or close the form.",
    submit: "Create again",
  },
} as const;
