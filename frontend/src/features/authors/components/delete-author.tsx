import { DeleteRecord } from "@/components/delete-record";

import { useDeleteAuthor } from "../api/delete-author";
import { texts } from "../texts";
import type { Author } from "../types";

export function DeleteAuthor({ author, onClose }: { author: Author; onClose: () => void }) {
  const remove = useDeleteAuthor();
  return (
    <DeleteRecord
      name={author.name}
      texts={texts}
      remove={() => remove.mutateAsync(author)}
      onClose={onClose}
    />
  );
}
