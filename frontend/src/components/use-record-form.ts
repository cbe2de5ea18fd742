import { useForm } from "@mantine/form";
import type { UseFormReturnType } from "@mantine/form";
import { useRef, useState } from "react";

import { describeError } from "@/lib/api/problem";
import { isChanged } from "@/lib/changes";
import { checkRules } from "@/lib/check-rules";
import type { Rules } from "@/lib/check-rules";
import { focusFirstError, showFieldErrors } from "@/lib/form-errors";
import { notifyFailure } from "@/lib/notify";

import type { FormDefinition, Versioned } from "./form-definition";
import { formTexts } from "./form-texts";
import { useUnsaved } from "./use-leave-guard";

export type RecordForm<Values> = UseFormReturnType<Values>;

/**
 * The state of a form over the rules of the API's document. Sends once at a time, and puts what is
 * wrong at the fields that it is about, be it found here or on the server. `before`: the values that
 * nothing would be lost of.
 */
export function useRecordForm<R extends Versioned, Values extends object, Create, Update>(
  definition: FormDefinition<R, Values, Create, Update>,
  before: Values,
  onTouch?: () => void,
) {
  const { rules, toBody, nameOf, texts } = definition;
  const fields = Object.keys(definition.empty);
  const written = texts.forms ?? {};
  const [error, setError] = useState<unknown>(null);
  const [pending, setPending] = useState(false);
  // Beside the state, because a second Enter can come before that has arrived.
  const sending = useRef(false);

  const form = useForm<Values>({
    initialValues: before,
    ...(onTouch && { onValuesChange: onTouch }),
    enhanceGetInputProps: ({ field, options, form: { getValues, setFieldError } }) => ({
      label: texts.fields[field as keyof Values],
      // A checkbox that is required would have to be checked.
      ...(options.type !== "checkbox" && {
        required: isRequired(rules.create, field),
        // A required field is the usual one: what is marked is the optional.
        withAsterisk: false,
      }),
      onBlur: () => {
        // What is empty may be on its way to be filled in.
        if (!getValues()[field as keyof Values]) return;
        const { errors } = checkRules(rules.create, toBody(getValues()), written);
        if (errors[field as string]) setFieldError(field, errors[field as string]);
      },
    }),
  });

  const unsaved = isChanged(before, form.values) ? "changes" : "nothing";
  const guard = useUnsaved(pending ? "sending" : unsaved);

  /** `send` fails with what the server says. */
  async function submit<Body>(
    bodyRules: Rules<Body>,
    draft: object,
    send: (body: Body) => Promise<void>,
  ): Promise<void> {
    if (sending.current) return;
    const { body, errors } = checkRules(bodyRules, draft, written);
    form.setErrors(errors);
    if (body === undefined) {
      setError(null);
      focusFirstError(form, errors, fields);
      return;
    }
    sending.current = true;
    setPending(true);
    const reason = await send(body).then(() => null, identity);
    sending.current = false;
    setPending(false);
    setError(reason);
    if (reason !== null) tell(reason);
  }

  function tell(reason: unknown) {
    if (guard.isOpen()) {
      showFieldErrors(form, reason, fields);
    } else {
      const title = formTexts.failedLater(nameOf(form.getValues()));
      notifyFailure({ title, message: describeError(reason).detail });
    }
  }

  return { form, fields, error, pending, submit, close: guard.close };
}

function isRequired(rules: object, field: string): boolean {
  const { entries = {} } = rules as { entries?: Record<string, { type: string }> };
  return entries[field]?.type !== "optional";
}

function identity(reason: unknown): unknown {
  return reason;
}
