import { notifications } from "@mantine/notifications";

import { ConfirmDelete } from "@/components/confirm-delete";

import { useDeleteBook } from "../api/delete-book";
import { texts } from "../texts";
import type { Book } from "../types";

export function DeleteBook({ book, onClose }: { book: Book; onClose: () => void }) {
  const remove = useDeleteBook();
  function confirm() {
    remove.mutate(book.id, {
      onSuccess: () => {
        notifications.show({ message: texts.done.deleted(book.title) });
        onClose();
      },
    });
  }
  return (
    <ConfirmDelete
      title={texts.remove.title}
      question={texts.remove.question(book.title)}
      error={remove.error}
      pending={remove.isPending}
      onConfirm={confirm}
      onCancel={onClose}
    />
  );
}
