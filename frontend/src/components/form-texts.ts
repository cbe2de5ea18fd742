const andMore = ", with everything that belongs to them";

/** The texts of all forms. */
export const formTexts = {
  cancel: "Cancel",
  close: "Close",
  loading: "Loading…",
  optional: (label: string) => `${label} (optional)`,
  errors: {
    kept: "Your changes are still here. Press Enter to try again.",
    perhapsSaved: "It may have been saved. Check the list first.",
    /** "This value is …" → "This title is …" */
    about: (label: string, detail: string) => detail.replace(/^This value\b/, `This ${label}`),
  },
  leave: {
    changes: {
      title: "Discard your changes?",
      question: "Your changes in this form will be lost.",
      stay: "Keep editing",
      leave: "Discard",
    },
    sending: {
      title: "Leave while saving?",
      question: "Your changes are still being saved. We'll tell you if saving fails.",
      stay: "Stay",
      leave: "Leave",
    },
  },
  failedLater: (name: string) => `Couldn't save “${name}”`,
  notFound: { back: (noun: string) => `Back to ${noun}` },
  remove: {
    confirm: "Delete",
    also: (counts: string, goesOn: boolean) => `Also deletes ${counts}${goesOn ? andMore : ""}.`,
    alsoTheir: (nouns: string, goesOn: boolean) => `Also deletes their ${nouns}${goesOn ? andMore : ""}.`,
    failed: (name: string) => `Couldn't delete “${name}”`,
    outdated: "Someone else just changed it. Check the latest version, then try again.",
  },
  restoreFailed: (names: string) => `Couldn't restore ${names}`,
  conflict: {
    title: "Someone else changed this while you were editing",
    detail: "Nothing has been overwritten. Choose which values to keep.",
    savedAt: (time: string) => `Their version was saved on ${time}.`,
    allMine: "Keep all of mine",
    allTheirs: "Keep all of theirs",
    mine: "Yours",
    unchanged: "Unchanged",
    theirs: "Theirs",
    nothing: "Empty",
    back: "Back to form",
    save: "Save",
  },
  gone: {
    title: "Someone else deleted this while you were editing",
    detail: "Your changes are still here. Create it again, or close the form.",
    submit: "Create again",
  },
} as const;
