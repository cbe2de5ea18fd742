import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { failureOf } from "@/lib/api/failure";
import { isNotFound } from "@/lib/api/problem";
import { recordQuery } from "@/lib/api/queries";
import type { Row } from "@/lib/api/resource";

import { EditForm } from "./edit-form";
import { ErrorState } from "./error-state";
import { emptyValues } from "./form-definition";
import type { FormDefinition } from "./form-definition";
import { FormDrawer } from "./form-drawer";
import { FormFields } from "./form-fields";
import { FormLayout } from "./form-layout";
import { formTexts } from "./form-texts";
import { useRecordForm } from "./use-record-form";

interface EditRecordProps {
  definition: FormDefinition;
  id: number;
  onClose: () => void;
}

/** The form of an existing record, in a drawer over the list. */
export function EditRecord(props: EditRecordProps) {
  return (
    <FormDrawer title={props.definition.texts.edit.title} onClose={props.onClose}>
      <LoadedRecord {...props} />
    </FormDrawer>
  );
}

function LoadedRecord({ definition, id, onClose }: EditRecordProps) {
  const { resource, texts } = definition;
  const record = useQuery(recordQuery(useQueryClient(), resource, id));
  const [touched, setTouched] = useState<Row>();
  const error = failureOf(record);

  // A newer version replaces the record until the user starts to edit it.
  const shown = touched ?? record.data;
  if (shown) {
    return (
      <EditForm
        key={shown.version}
        {...{ definition, onClose }}
        opened={shown}
        deleted={isNotFound(error)}
        onTouch={() => setTouched(shown)}
      />
    );
  }
  if (isNotFound(error)) {
    const back = formTexts.notFound.back(texts.noun.other);
    return <ErrorState error={error} action={<Button onClick={onClose}>{back}</Button>} />;
  }
  if (error !== null) return <ErrorState error={error} />;
  return <LoadingForm {...{ definition, onClose }} />;
}

/** The placeholder of the form, with its final size, so nothing shifts when the values arrive. */
function LoadingForm({ definition, onClose }: Omit<EditRecordProps, "id">) {
  const { form } = useRecordForm(definition, emptyValues(definition));
  return (
    <FormLayout loading submitLabel={definition.texts.edit.submit} onCancel={onClose}>
      <FormFields definition={definition} form={form} />
    </FormLayout>
  );
}
