import { useRemove } from "@/lib/api/mutations";
import { explainError, isOutdated } from "@/lib/api/problem";
import type { Row } from "@/lib/api/resource";
import { notify, notifyFailure } from "@/lib/notify";

import { useAlsoDeleted } from "./cascades";
import { ConfirmDialog } from "./confirm-dialog";
import type { FormDefinition } from "./form-definition";
import { formTexts } from "./form-texts";
import { useRestore } from "./use-restore";

interface DeleteRecordProps {
  definition: FormDefinition;
  record: Row;
  onClose: () => void;
  /** Called when the deletion starts. */
  onConfirm?: () => void;
}

/**
 * Asks for confirmation, then deletes a record. The record disappears from the lists at once. If the server refuses,
 * it returns, and a notification explains why.
 */
export function DeleteRecord({ definition, record, onClose, onConfirm }: DeleteRecordProps) {
  const { resource, texts } = definition;
  const undo = useRestore(definition);
  const remove = useRemove(resource);
  const note = useAlsoDeleted(resource, [record]);
  const name = resource.nameOf(record);

  function confirm() {
    onClose();
    onConfirm?.();
    remove.mutateAsync(record).then(
      () => notify({ message: texts.done.deleted(name), ...undo([record]) }),
      (error: unknown) =>
        notifyFailure({
          title: formTexts.remove.failed(name),
          message: isOutdated(error) ? formTexts.remove.outdated : explainError(error),
        }),
    );
  }
  return (
    <ConfirmDialog
      confirm={formTexts.remove.confirm}
      title={texts.remove.title}
      question={texts.remove.question(name)}
      note={note}
      onConfirm={confirm}
      onCancel={onClose}
    />
  );
}
