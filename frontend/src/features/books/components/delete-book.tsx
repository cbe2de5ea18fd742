import { DeleteRecord } from "@/components/delete-record";

import { useDeleteBook } from "../api/delete-book";
import { texts } from "../texts";
import type { Book } from "../types";

export function DeleteBook({ book, onClose }: { book: Book; onClose: () => void }) {
  const remove = useDeleteBook();
  return (
    <DeleteRecord
      name={book.title}
      texts={texts}
      remove={() => remove.mutateAsync(book)}
      onClose={onClose}
    />
  );
}
