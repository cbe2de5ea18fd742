import { notifications } from "@mantine/notifications";
import { useState } from "react";

import { ErrorState } from "@/components/error-state";
import { FormDrawer } from "@/components/form-drawer";
import { FormSkeleton } from "@/components/form-skeleton";
import { changedFields } from "@/lib/changes";

import { useBook } from "../api/get-book";
import { useUpdateBook } from "../api/update-book";
import { fromBook, toBody } from "../form-values";
import { texts } from "../texts";
import type { Book, BookCreate } from "../types";
import { BookForm } from "./book-form";

interface EditBookProps {
  id: number;
  onClose: () => void;
}

export function EditBook({ id, onClose }: EditBookProps) {
  return (
    <FormDrawer title={texts.edit.title} onClose={onClose}>
      <LoadedBook id={id} onClose={onClose} />
    </FormDrawer>
  );
}

function LoadedBook({ id, onClose }: EditBookProps) {
  const book = useBook(id);
  if (book.data) return <EditForm book={book.data} onClose={onClose} />;
  if (book.isPending) return <FormSkeleton fields={5} />;
  return (
    <ErrorState error={book.error} retrying={book.isFetching} onRetry={() => void book.refetch()} />
  );
}

function EditForm({ book, onClose }: { book: Book; onClose: () => void }) {
  // As it was when the form opened: a later answer must not turn what the user left alone into a change.
  const [opened] = useState(book);
  const [initialValues] = useState(() => fromBook(book));
  const update = useUpdateBook(opened);

  function save(body: BookCreate, { onError }: { onError: (error: unknown) => void }) {
    const changes = changedFields(toBody(initialValues), body);
    if (Object.keys(changes).length === 0) {
      onClose();
      return;
    }
    update.mutate(changes, {
      onError,
      onSuccess: (saved) => {
        notifications.show({ message: texts.done.updated(saved.title) });
        onClose();
      },
    });
  }

  return (
    <BookForm
      initialValues={initialValues}
      submitLabel={texts.edit.submit}
      error={update.error}
      pending={update.isPending}
      onSubmit={save}
      onCancel={onClose}
    />
  );
}
