import { notifications } from "@mantine/notifications";

import { FormDrawer } from "@/components/form-drawer";

import { useCreateBook } from "../api/create-book";
import { emptyBook } from "../form-values";
import { texts } from "../texts";
import { BookForm } from "./book-form";

export function CreateBook({ onClose }: { onClose: () => void }) {
  const create = useCreateBook();
  return (
    <FormDrawer title={texts.create.title} onClose={onClose}>
      <BookForm
        initialValues={emptyBook}
        submitLabel={texts.create.submit}
        error={create.error}
        pending={create.isPending}
        onCancel={onClose}
        onSubmit={(body, { onError }) => {
          create.mutate(body, {
            onError,
            onSuccess: (book) => {
              notifications.show({ message: texts.done.created(book.title) });
              onClose();
            },
          });
        }}
      />
    </FormDrawer>
  );
}
