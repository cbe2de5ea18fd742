import { useForm } from "@mantine/form";
import type { FormErrors, UseFormReturnType } from "@mantine/form";
import { useRef, useState } from "react";

import { explainError } from "@/lib/api/problem";
import { isChanged } from "@/lib/changes";
import { fieldErrors } from "@/lib/form-errors";
import { notifyFailure } from "@/lib/notify";

import { isBlank } from "./fields/field";
import { checkValues, draftOf, nameOf, toBody } from "./form-definition";
import type { FormDefinition, Values } from "./form-definition";
import { formTexts } from "./form-texts";
import { useUnsaved } from "./use-leave-guard";

export type RecordForm = UseFormReturnType<Values>;

/**
 * The state of a form. Validates with the rules from the OpenAPI document, prevents duplicate requests, and shows
 * errors, including the server's, at their fields. `before` are the saved values.
 */
export function useRecordForm(definition: FormDefinition, before: Values, onTouch?: () => void) {
  const { fields, texts } = definition;
  const [error, setError] = useState<unknown>(null);
  const [pending, setPending] = useState(false);
  // A ref, because a second Enter can come before the state is updated.
  const sending = useRef(false);

  const form = useForm<Values>({
    initialValues: before,
    validate: (values) => checkValues(definition, values),
    ...(onTouch && { onValuesChange: onTouch }),
    enhanceGetInputProps: ({ field, form: { getValues, validateField } }) => ({
      onBlur: () => {
        const kind = fields[field];
        // Do not complain about a field that the user has not filled in yet.
        if (kind && !isBlank(kind, getValues()[field])) void validateField(field);
      },
    }),
  });

  const unsaved = isChanged(toBody(definition, before), toBody(definition, form.values));
  const guard = useUnsaved(pending ? "sending" : unsaved ? "changes" : "nothing");

  /** Validates and sends the values or, with `base`, only the fields that differ from it. */
  async function submit(send: (body: never) => Promise<void>, values: Values, base?: Values) {
    if (sending.current) return;
    const errors = checkValues(definition, values, base);
    show(errors);
    if (Object.keys(errors).length > 0) {
      setError(null);
      return;
    }
    sending.current = true;
    setPending(true);
    const body = draftOf(definition, values, base) as never;
    const reason: unknown = await send(body).then(
      () => null,
      (failure: unknown) => failure,
    );
    sending.current = false;
    setPending(false);
    setError(reason);
    if (reason === null) return;
    if (guard.isOpen()) {
      show(fieldErrors(reason, texts.fields));
    } else {
      const title = formTexts.failedLater(nameOf(definition, form.getValues()));
      notifyFailure({ title, message: explainError(reason) });
    }
  }

  /** Shows the errors and focuses the first invalid field. */
  function show(errors: FormErrors) {
    form.setErrors(errors);
    const first = Object.keys(fields).find((name) => errors[name] !== undefined);
    if (first !== undefined) form.getInputNode(first)?.focus();
  }

  return { form, error, pending, submit, close: guard.close };
}
