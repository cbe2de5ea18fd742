import { notifications } from "@mantine/notifications";

import { ConfirmDelete } from "@/components/confirm-delete";

import { useDeleteAuthor } from "../api/delete-author";
import { texts } from "../texts";
import type { Author } from "../types";

export function DeleteAuthor({ author, onClose }: { author: Author; onClose: () => void }) {
  const remove = useDeleteAuthor();
  function confirm() {
    remove.mutate(author.id, {
      onSuccess: () => {
        notifications.show({ message: texts.done.deleted(author.name) });
        onClose();
      },
    });
  }
  return (
    <ConfirmDelete
      title={texts.remove.title}
      question={texts.remove.question(author.name)}
      error={remove.error}
      pending={remove.isPending}
      onConfirm={confirm}
      onCancel={onClose}
    />
  );
}
