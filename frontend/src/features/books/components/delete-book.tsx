import { DeleteRecord } from "@/components/delete-record";

import { useDeleteBook } from "../api/delete-book";
import { texts } from "../texts";
import type { Book } from "../types";

export function DeleteBook({ record, onClose }: { record: Book; onClose: () => void }) {
  const remove = useDeleteBook();
  return (
    <DeleteRecord
      name={record.title}
      texts={texts}
      remove={() => remove.mutateAsync(record)}
      onClose={onClose}
    />
  );
}
