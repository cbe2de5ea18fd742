import { Alert } from "@mantine/core";

import type { EditRecordProps } from "./edit-record";
import { FormAlert } from "./form-alert";
import { FormConflict } from "./form-conflict";
import type { Versioned } from "./form-definition";
import { FormLayout } from "./form-layout";
import { formTexts } from "./form-texts";
import { AlertIcon } from "./icons";
import { useEditForm } from "./use-edit-form";

interface EditFormProps<R extends Versioned, Values extends object, Create, Update> {
  edit: EditRecordProps<R, Values, Create, Update>;
  /** The record as it was when the form opened. */
  opened: R;
  /** Whether it is known to be deleted. */
  deleted: boolean;
  /** The user has begun to change it. */
  onTouch: () => void;
}

/**
 * Stays until the server has agreed, although the list behind it shows the change at once: what was
 * typed is then still in its fields if it is refused, with the reason beside it. A form that closed
 * first and came back would take the user away from what they had begun since.
 */
export function EditForm<R extends Versioned, Values extends object, Create, Update>(
  props: EditFormProps<R, Values, Create, Update>,
) {
  const { edit, opened, deleted, onTouch } = props;
  const { definition, show, onClose, children } = edit;
  const { form, fields, error, pending, ...state } = useEditForm(edit, opened, onTouch);
  const { theirs } = state;

  if (theirs) {
    return (
      <FormConflict
        definition={definition}
        show={show}
        before={state.before}
        mine={form.values}
        theirs={theirs}
        onBack={(values) => {
          state.resolve(values, theirs);
        }}
        onSave={(values) => {
          state.resolve(values, theirs);
          state.save(values, theirs);
        }}
      />
    );
  }
  if (state.gone || deleted) {
    return (
      <FormLayout
        submitLabel={formTexts.gone.submit}
        cancelLabel={formTexts.close}
        pending={pending}
        alert={
          <>
            <GoneAlert />
            <FormAlert creates error={error} fields={fields} />
          </>
        }
        onSubmit={state.createAnew}
        onCancel={onClose}
      >
        {children(form)}
      </FormLayout>
    );
  }
  return (
    <FormLayout
      submitLabel={definition.texts.edit.submit}
      pending={pending}
      alert={<FormAlert error={error} fields={fields} />}
      onSubmit={() => {
        state.save();
      }}
      onCancel={onClose}
    >
      {children(form)}
    </FormLayout>
  );
}

function GoneAlert() {
  return (
    <Alert role="alert" color="orange" icon={<AlertIcon />} title={formTexts.gone.title}>
      {formTexts.gone.detail}
    </Alert>
  );
}
