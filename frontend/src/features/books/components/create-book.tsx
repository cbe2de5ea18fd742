import { CreateRecord } from "@/components/create-record";

import { useCreateBook } from "../api/create-book";
import { bookForm } from "../form-values";
import { BookFields } from "./book-fields";

export function CreateBook({ onClose }: { onClose: () => void }) {
  return (
    <CreateRecord definition={bookForm} create={useCreateBook().mutateAsync} onClose={onClose}>
      {(form) => <BookFields form={form} />}
    </CreateRecord>
  );
}
