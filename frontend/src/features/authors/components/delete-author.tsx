import { DeleteRecord } from "@/components/delete-record";

import { useDeleteAuthor } from "../api/delete-author";
import { texts } from "../texts";
import type { Author } from "../types";

export function DeleteAuthor({ record, onClose }: { record: Author; onClose: () => void }) {
  const remove = useDeleteAuthor();
  return (
    <DeleteRecord
      name={record.name}
      texts={texts}
      remove={() => remove.mutateAsync(record)}
      onClose={onClose}
    />
  );
}
