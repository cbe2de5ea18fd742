import { CreateRecord } from "@/components/create-record";
import { EditRecord } from "@/components/edit-record";
import type { FormDefinition } from "@/components/form-definition";
import { bookCreateRules, bookUpdateRules } from "@/lib/api/rules";

import { books } from "./api";
import { bookFields } from "./fields";
import { texts } from "./texts";

const definition: FormDefinition = {
  resource: books,
  fields: bookFields,
  rules: { create: bookCreateRules, update: bookUpdateRules },
  texts,
};

export function CreateBook(props: { onClose: () => void }) {
  return <CreateRecord definition={definition} {...props} />;
}

export function EditBook(props: { id: number; onClose: () => void }) {
  return <EditRecord definition={definition} {...props} />;
}
