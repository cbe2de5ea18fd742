import { CreateRecord } from "@/components/create-record";
import { EditRecord } from "@/components/edit-record";
import type { FormDefinition } from "@/components/form-definition";
import { authorCreateRules, authorUpdateRules } from "@/lib/api/rules";

import { authors } from "./api";
import { authorFields } from "./fields";
import { texts } from "./texts";

const definition: FormDefinition = {
  resource: authors,
  fields: authorFields,
  rules: { create: authorCreateRules, update: authorUpdateRules },
  texts,
};

export function CreateAuthor(props: { onClose: () => void }) {
  return <CreateRecord definition={definition} {...props} />;
}

export function EditAuthor(props: { id: number; onClose: () => void }) {
  return <EditRecord definition={definition} {...props} />;
}
