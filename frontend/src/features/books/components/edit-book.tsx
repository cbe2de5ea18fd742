import { EditRecord } from "@/components/edit-record";
import { formatDate, formatMoney } from "@/lib/format";

import { useCreateBook } from "../api/create-book";
import { useBook } from "../api/get-book";
import { useUpdateBook } from "../api/update-book";
import { bookForm } from "../form-values";
import { statusLabels } from "../texts";
import { AuthorName } from "./author-name";
import { BookFields } from "./book-fields";

interface EditBookProps {
  id: number;
  onClose: () => void;
}

export function EditBook({ id, onClose }: EditBookProps) {
  return (
    <EditRecord
      definition={bookForm}
      record={useBook(id)}
      update={useUpdateBook().mutateAsync}
      create={useCreateBook().mutateAsync}
      show={{
        author_id: (id) => <AuthorName id={id} />,
        price: formatMoney,
        published_on: formatDate,
        status: (value) => statusLabels[value],
      }}
      onClose={onClose}
    >
      {(form) => <BookFields form={form} />}
    </EditRecord>
  );
}
