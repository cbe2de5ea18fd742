import type { ReactNode } from "react";

import { notify } from "@/lib/notify";

import { FormAlert } from "./form-alert";
import type { FormDefinition, Versioned } from "./form-definition";
import { FormDrawer } from "./form-drawer";
import { FormLayout } from "./form-layout";
import { useRecordForm } from "./use-record-form";
import type { RecordForm } from "./use-record-form";

interface CreateRecordProps<R extends Versioned, Values extends object, Create, Update> {
  definition: FormDefinition<R, Values, Create, Update>;
  create: (body: Create) => Promise<R>;
  onClose: () => void;
  /** The fields. */
  children: (form: RecordForm<Values>) => ReactNode;
}

/** The form of a new record, over its list. */
export function CreateRecord<R extends Versioned, Values extends object, Create, Update>(
  props: CreateRecordProps<R, Values, Create, Update>,
) {
  return (
    <FormDrawer title={props.definition.texts.create.title} onClose={props.onClose}>
      <CreateForm {...props} />
    </FormDrawer>
  );
}

function CreateForm<R extends Versioned, Values extends object, Create, Update>(
  props: CreateRecordProps<R, Values, Create, Update>,
) {
  const { definition, create, onClose, children } = props;
  const { empty, fromRecord, nameOf, toBody, rules, texts } = definition;
  const { form, fields, error, pending, submit, close } = useRecordForm(definition, empty);

  async function send(body: Create) {
    const record = await create(body);
    notify({ message: texts.done.created(nameOf(fromRecord(record))) });
    close();
  }

  return (
    <FormLayout
      submitLabel={texts.create.submit}
      pending={pending}
      alert={<FormAlert creates error={error} fields={fields} />}
      onSubmit={() => void submit(rules.create, toBody(form.getValues()), send)}
      onCancel={onClose}
    >
      {children(form)}
    </FormLayout>
  );
}
