import { sentence } from "@/lib/format";
import type { Noun } from "@/lib/format";

/** What the pages of a resource usually say. `label` is the field that its records are known by, in words. */
export function resourceTexts({ one, other }: Noun, label: string) {
  return {
    noun: { one, other },
    title: sentence(other),
    description: `Find, open and edit your ${other}.`,
    search: { label: `Search ${other} by ${label}`, placeholder: `Search by ${label}` },
    empty: { title: `No ${other} yet`, detail: `Create your first ${one}.` },
    nothingMatches: {
      title: `No ${other} match`,
      detail: "Try a shorter search or fewer filters.",
    },
    create: { action: `New ${one}`, title: `New ${one}`, submit: `Create ${one}` },
    edit: {
      action: (name: string) => `Edit ${name}`,
      title: `Edit ${one}`,
      submit: "Save changes",
    },
    remove: {
      action: (name: string) => `Delete ${name}`,
      title: `Delete this ${one}?`,
      question: (name: string) => `“${name}” will be permanently deleted.`,
    },
    removeMany: {
      title: (count: string) => `Delete ${count}?`,
      question: (names: string) => `${names} will be permanently deleted.`,
    },
    done: {
      created: (name: string) => `“${name}” created`,
      updated: (name: string) => `“${name}” saved`,
      deleted: (name: string) => `“${name}” deleted`,
    },
  };
}

export type ResourceTexts = ReturnType<typeof resourceTexts> & {
  /** The labels of the fields. */
  fields: Readonly<Record<string, string>>;
  /** Heads of columns that are not called as their fields are in a form. */
  columns?: Readonly<Record<string, string>>;
  /** Orders that do not read as usual: "Title, A to Z". */
  sorts?: Readonly<Record<string, string>>;
};
