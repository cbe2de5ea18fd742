import { notifications } from "@mantine/notifications";

import { FormDrawer } from "@/components/form-drawer";

import { useCreateAuthor } from "../api/create-author";
import { emptyAuthor } from "../form-values";
import { texts } from "../texts";
import { AuthorForm } from "./author-form";

export function CreateAuthor({ onClose }: { onClose: () => void }) {
  const create = useCreateAuthor();
  return (
    <FormDrawer title={texts.create.title} onClose={onClose}>
      <AuthorForm
        initialValues={emptyAuthor}
        submitLabel={texts.create.submit}
        error={create.error}
        pending={create.isPending}
        onCancel={onClose}
        onSubmit={(body, { onError }) => {
          create.mutate(body, {
            onError,
            onSuccess: (author) => {
              notifications.show({ message: texts.done.created(author.name) });
              onClose();
            },
          });
        }}
      />
    </FormDrawer>
  );
}
