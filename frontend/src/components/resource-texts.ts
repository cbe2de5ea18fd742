import { sentence } from "@/lib/format";
import type { Noun } from "@/lib/format";

/** Returns the default texts of a resource. `label` is the name of the field that names its records. */
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
      question: (name: string) => `“${name}” will be deleted.`,
    },
    removeMany: {
      title: (count: string) => `Delete ${count}?`,
      question: (names: string) => `${names} will be deleted.`,
    },
    done: {
      created: (name: string) => `“${name}” created`,
      updated: (name: string) => `“${name}” saved`,
      deleted: (name: string) => `“${name}” deleted`,
      restored: (names: string) => `${names} restored`,
    },
  };
}

export type ResourceTexts = ReturnType<typeof resourceTexts> & {
  /** The labels of the fields. */
  fields: Readonly<Record<string, string>>;
  /** Column headers that differ from the labels of the fields. */
  columns?: Readonly<Record<string, string>>;
  /** Labels of sort orders that differ from the default, such as "Title, A to Z". */
  sorts?: Readonly<Record<string, string>>;
};
