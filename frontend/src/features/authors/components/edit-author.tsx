import { notifications } from "@mantine/notifications";
import { useState } from "react";

import { ErrorState } from "@/components/error-state";
import { FormDrawer } from "@/components/form-drawer";
import { FormSkeleton } from "@/components/form-skeleton";
import { changedFields } from "@/lib/changes";

import { useAuthor } from "../api/get-author";
import { useUpdateAuthor } from "../api/update-author";
import { fromAuthor, toBody } from "../form-values";
import { texts } from "../texts";
import type { Author, AuthorCreate } from "../types";
import { AuthorForm } from "./author-form";

interface EditAuthorProps {
  id: number;
  onClose: () => void;
}

export function EditAuthor({ id, onClose }: EditAuthorProps) {
  return (
    <FormDrawer title={texts.edit.title} onClose={onClose}>
      <LoadedAuthor id={id} onClose={onClose} />
    </FormDrawer>
  );
}

function LoadedAuthor({ id, onClose }: EditAuthorProps) {
  const author = useAuthor(id);
  if (author.data) return <EditForm author={author.data} onClose={onClose} />;
  if (author.isPending) return <FormSkeleton fields={2} />;
  return (
    <ErrorState
      error={author.error}
      retrying={author.isFetching}
      onRetry={() => void author.refetch()}
    />
  );
}

function EditForm({ author, onClose }: { author: Author; onClose: () => void }) {
  // As it was when the form opened: a later answer must not turn what the user left alone into a change.
  const [opened] = useState(author);
  const [initialValues] = useState(() => fromAuthor(author));
  const update = useUpdateAuthor(opened);

  function save(body: AuthorCreate, { onError }: { onError: (error: unknown) => void }) {
    const changes = changedFields(toBody(initialValues), body);
    if (Object.keys(changes).length === 0) {
      onClose();
      return;
    }
    update.mutate(changes, {
      onError,
      onSuccess: (saved) => {
        notifications.show({ message: texts.done.updated(saved.name) });
        onClose();
      },
    });
  }

  return (
    <AuthorForm
      initialValues={initialValues}
      submitLabel={texts.edit.submit}
      error={update.error}
      pending={update.isPending}
      onSubmit={save}
      onCancel={onClose}
    />
  );
}
