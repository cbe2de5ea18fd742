import { useRemoveMany } from "@/lib/api/mutations";
import type { Row } from "@/lib/api/resource";
import { describeError, partErrors } from "@/lib/api/problem";
import { formatCount } from "@/lib/format";
import { notify, notifyFailure } from "@/lib/notify";

import type { FormDefinition } from "../form-definition";
import { useRestore } from "../use-restore";
import { texts } from "./texts";

/** Deletes either all of the given records or none. The rows disappear at once and return if the server refuses. */
export function useRemoveSelected(definition: FormDefinition) {
  const { resource, texts: resourceTexts } = definition;
  const { mutateAsync, ...removal } = useRemoveMany(resource);
  const undo = useRestore(definition);
  async function remove(records: Row[]) {
    try {
      const { deleted } = await mutateAsync(records);
      notify({ message: texts.deleted(formatCount(deleted, resourceTexts.noun)), ...undo(records) });
    } catch (error) {
      const { title, detail } = describeError(error);
      // DeleteManyDialog shows errors about single records.
      if (refusals(error).length === 0) notifyFailure({ title, message: detail });
    }
  }
  return { ...removal, remove };
}

export type Removal = ReturnType<typeof useRemoveSelected>;

/** Returns the ids, by position, that the server refused to delete, with the reasons. */
export function refusals(error: unknown): { index: number; detail: string }[] {
  return partErrors(error).flatMap(({ path, detail }) => {
    const index = /^ids\.(\d+)$/.exec(path)?.[1];
    return index === undefined ? [] : [{ index: Number(index), detail }];
  });
}
