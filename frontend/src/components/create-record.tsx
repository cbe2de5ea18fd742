import { useNavigate } from "@tanstack/react-router";

import { useCreate } from "@/lib/api/mutations";
import { notify } from "@/lib/notify";

import { FormAlert } from "./form-alert";
import { emptyValues } from "./form-definition";
import type { FormDefinition } from "./form-definition";
import { FormDrawer } from "./form-drawer";
import { FormFields } from "./form-fields";
import { FormLayout } from "./form-layout";
import { linkTo } from "./links";
import { texts as sharedTexts } from "./texts";
import { useRecordForm } from "./use-record-form";

interface CreateRecordProps {
  definition: FormDefinition;
  onClose: () => void;
}

/** The form for a new record, in a drawer over the list. */
export function CreateRecord(props: CreateRecordProps) {
  return (
    <FormDrawer title={props.definition.texts.create.title} onClose={props.onClose}>
      <CreateForm {...props} />
    </FormDrawer>
  );
}

function CreateForm({ definition, onClose }: CreateRecordProps) {
  const { resource, texts } = definition;
  const { form, error, pending, submit, close } = useRecordForm(definition, emptyValues(definition));
  const create = useCreate(resource).mutateAsync;
  const navigate = useNavigate();

  async function send(body: never) {
    const record = await create(body);
    const open = () => void navigate(linkTo(resource, record.id));
    notify({
      message: texts.done.created(resource.nameOf(record)),
      action: { label: sharedTexts.open, run: open },
    });
    close();
  }

  return (
    <FormLayout
      submitLabel={texts.create.submit}
      pending={pending}
      alert={<FormAlert creates error={error} labels={texts.fields} />}
      onSubmit={() => void submit(send, form.getValues())}
      onCancel={onClose}
    >
      <FormFields definition={definition} form={form} />
    </FormLayout>
  );
}
