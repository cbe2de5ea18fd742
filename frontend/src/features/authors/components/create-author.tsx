import { CreateRecord } from "@/components/create-record";

import { useCreateAuthor } from "../api/create-author";
import { authorForm } from "../form-values";
import { AuthorFields } from "./author-fields";

export function CreateAuthor({ onClose }: { onClose: () => void }) {
  return (
    <CreateRecord definition={authorForm} create={useCreateAuthor().mutateAsync} onClose={onClose}>
      {(form) => <AuthorFields form={form} />}
    </CreateRecord>
  );
}
