import { EditRecord } from "@/components/edit-record";

import { useCreateAuthor } from "../api/create-author";
import { useAuthor } from "../api/get-author";
import { useUpdateAuthor } from "../api/update-author";
import { authorForm } from "../form-values";
import { AuthorFields } from "./author-fields";

interface EditAuthorProps {
  id: number;
  onClose: () => void;
}

export function EditAuthor({ id, onClose }: EditAuthorProps) {
  return (
    <EditRecord
      definition={authorForm}
      record={useAuthor(id)}
      update={useUpdateAuthor().mutateAsync}
      create={useCreateAuthor().mutateAsync}
      onClose={onClose}
    >
      {(form) => <AuthorFields form={form} />}
    </EditRecord>
  );
}
