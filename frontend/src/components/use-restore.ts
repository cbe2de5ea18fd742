import { useCreate } from "@/lib/api/mutations";
import { explainError } from "@/lib/api/problem";
import type { Row } from "@/lib/api/resource";
import { formatNames } from "@/lib/format";
import { notify, notifyFailure } from "@/lib/notify";

import type { FormDefinition } from "./form-definition";
import { formTexts } from "./form-texts";
import { texts } from "./texts";

/** The most records that a deletion can be undone for. Each is a request. */
const max = 100;

/**
 * Returns the "Undo" of a deletion, if there are not too many records. It creates them again, with new ids: nothing
 * referred to them, or they could not have been deleted.
 */
export function useRestore(definition: FormDefinition) {
  const { resource } = definition;
  const { mutateAsync: create } = useCreate(resource);

  async function restore(records: Row[]) {
    const names = formatNames(records.map(resource.nameOf));
    // Lists do not load the code of the forms.
    const { toBody, valuesOf } = await import("./form-definition");
    try {
      for (const record of records) await create(toBody(definition, valuesOf(definition, record)) as never);
      notify({ message: definition.texts.done.restored(names) });
    } catch (error) {
      notifyFailure({ title: formTexts.restoreFailed(names), message: explainError(error) });
    }
  }

  return (records: Row[]) =>
    records.length <= max
      ? { action: { label: texts.undo, isUndo: true as const, run: () => void restore(records) } }
      : {};
}
