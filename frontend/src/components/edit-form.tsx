import { Alert } from "@mantine/core";
import IconAlertCircle from "@tabler/icons-react/icons/IconAlertCircle";

import { FormAlert } from "./form-alert";
import { FormConflict } from "./form-conflict";
import { FormFields } from "./form-fields";
import { FormLayout } from "./form-layout";
import { formTexts } from "./form-texts";
import { useEditForm } from "./use-edit-form";
import type { EditOptions } from "./use-edit-form";

interface EditFormProps extends EditOptions {
  /** Whether the record is known to be deleted. */
  deleted: boolean;
  onClose: () => void;
}

/**
 * The form of a loaded record. The list behind it shows the change at once, but the form stays open until the server
 * responds: if the server refuses, the input is still there, next to the error messages.
 */
export function EditForm({ deleted, onClose, ...options }: EditFormProps) {
  const { definition } = options;
  const { texts } = definition;
  const { form, error, pending, ...edit } = useEditForm(options);
  const { before, theirs } = edit;

  if (theirs) {
    return (
      <FormConflict
        {...{ definition, before, theirs }}
        mine={form.values}
        onBack={(values) => edit.resolve(values, theirs)}
        onSave={(values) => {
          edit.resolve(values, theirs);
          edit.save(values, theirs);
        }}
      />
    );
  }
  const gone = edit.gone || deleted;
  return (
    <FormLayout
      submitLabel={gone ? formTexts.gone.submit : texts.edit.submit}
      cancelLabel={gone ? formTexts.close : formTexts.cancel}
      pending={pending}
      alert={
        <>
          {gone && <GoneAlert />}
          <FormAlert creates={gone} error={error} labels={texts.fields} />
        </>
      }
      onSubmit={() => {
        if (gone) edit.createAgain();
        else edit.save();
      }}
      onCancel={onClose}
    >
      <FormFields definition={definition} form={form} />
    </FormLayout>
  );
}

function GoneAlert() {
  return (
    <Alert
      role="alert"
      color="orange"
      icon={<IconAlertCircle aria-hidden size={18} />}
      title={formTexts.gone.title}
    >
      {formTexts.gone.detail}
    </Alert>
  );
}
