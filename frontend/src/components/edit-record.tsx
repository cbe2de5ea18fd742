import { useState } from "react";
import type { ReactNode } from "react";

import { isNotFound } from "@/lib/api/problem";
import type { VersionedChange } from "@/lib/api/use-change";

import { EditForm } from "./edit-form";
import { ErrorState } from "./error-state";
import type { FormDefinition, ShowValues, Versioned } from "./form-definition";
import { FormDrawer } from "./form-drawer";
import { FormLayout } from "./form-layout";
import { useRecordForm } from "./use-record-form";
import type { RecordForm } from "./use-record-form";
import { useRecovery } from "./use-recovery";

/** As much of a query of one record as its form needs. */
interface RecordQuery<R> {
  data: R | undefined;
  error: unknown;
  isFetching: boolean;
  isSuccess: boolean;
  refetch: () => Promise<{ data: R | undefined; error: Error | null }>;
}

export interface EditRecordProps<R extends Versioned, Values extends object, Create, Update> {
  definition: FormDefinition<R, Values, Create, Update>;
  record: RecordQuery<R>;
  update: (change: VersionedChange<Update>) => Promise<R>;
  create: (body: Create) => Promise<R>;
  /** Values in words, where they are not text as they are. */
  show?: ShowValues<Values>;
  onClose: () => void;
  /** The fields. */
  children: (form: RecordForm<Values>) => ReactNode;
}

/** The form of a record that exists, over its list. */
export function EditRecord<R extends Versioned, Values extends object, Create, Update>(
  props: EditRecordProps<R, Values, Create, Update>,
) {
  return (
    <FormDrawer title={props.definition.texts.edit.title} onClose={props.onClose}>
      <LoadedRecord {...props} />
    </FormDrawer>
  );
}

function LoadedRecord<R extends Versioned, Values extends object, Create, Update>(
  props: EditRecordProps<R, Values, Create, Update>,
) {
  const { record } = props;
  const [touched, setTouched] = useState<R>();
  const retry = () => void record.refetch();
  const error = useRecovery(record, retry);

  // A newer version replaces an older one for as long as nobody has begun to change that.
  const shown = touched ?? record.data;
  if (shown) {
    const onTouch = () => {
      setTouched(shown);
    };
    const deleted = isNotFound(record.error);
    return (
      <EditForm
        key={shown.version}
        edit={props}
        opened={shown}
        deleted={deleted}
        onTouch={onTouch}
      />
    );
  }
  if (error !== null) {
    return <ErrorState error={error} retrying={record.isFetching} onRetry={retry} />;
  }
  return <LoadingForm {...props} />;
}

/** Of the size that it will have, so that nothing jumps when the values arrive. */
function LoadingForm<R extends Versioned, Values extends object, Create, Update>(
  props: EditRecordProps<R, Values, Create, Update>,
) {
  const { definition, onClose, children } = props;
  const { form } = useRecordForm(definition, definition.empty);
  return (
    <FormLayout loading submitLabel={definition.texts.edit.submit} onCancel={onClose}>
      {children(form)}
    </FormLayout>
  );
}
