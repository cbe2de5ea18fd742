import { useRemove } from "@/lib/api/mutations";
import { describeError, isOutdated } from "@/lib/api/problem";
import type { Resource, Row } from "@/lib/api/resource";
import { notify, notifyFailure } from "@/lib/notify";

import { ConfirmDialog } from "./confirm-dialog";
import { formTexts } from "./form-texts";
import type { ResourceTexts } from "./resource-texts";

interface DeleteRecordProps {
  resource: Resource;
  record: Row;
  texts: ResourceTexts;
  onClose: () => void;
}

/**
 * Asks for confirmation, then deletes a record. The record disappears from the lists at once. If the server refuses,
 * it returns, and a notification explains why.
 */
export function DeleteRecord({ resource, record, texts, onClose }: DeleteRecordProps) {
  const remove = useRemove(resource);
  const name = resource.nameOf(record);

  function confirm() {
    onClose();
    remove.mutateAsync(record).then(
      () => {
        notify({ message: texts.done.deleted(name) });
      },
      (error: unknown) => {
        notifyFailure({
          title: formTexts.remove.failed(name),
          message: isOutdated(error) ? formTexts.remove.outdated : describeError(error).detail,
        });
      },
    );
  }
  return (
    <ConfirmDialog
      confirm={formTexts.remove.confirm}
      cancel={formTexts.remove.cancel}
      title={texts.remove.title}
      question={texts.remove.question(name)}
      onConfirm={confirm}
      onCancel={onClose}
    />
  );
}
