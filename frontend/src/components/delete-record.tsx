import { describeError, isOutdated } from "@/lib/api/problem";
import { notify, notifyFailure } from "@/lib/notify";

import { ConfirmDialog } from "./confirm-dialog";
import { formTexts } from "./form-texts";

interface DeleteRecordProps {
  name: string;
  texts: {
    readonly remove: { readonly title: string; readonly question: (name: string) => string };
    readonly done: { readonly deleted: (name: string) => string };
  };
  remove: () => Promise<unknown>;
  onClose: () => void;
}

/**
 * Asks, and closes with the answer: the record leaves the lists at once. Should the server refuse, it
 * comes back, and a message that stays says why.
 */
export function DeleteRecord({ name, texts, remove, onClose }: DeleteRecordProps) {
  function confirm() {
    onClose();
    remove().then(
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
