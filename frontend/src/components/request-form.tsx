import { Alert, Box, Stack } from "@mantine/core";
import { schemaResolver, useForm } from "@mantine/form";
import IconAlertCircle from "@tabler/icons-react/icons/IconAlertCircle";
import { useRef, useState } from "react";
import type { ReactNode, SubmitEvent } from "react";

import { explainError, partErrors } from "@/lib/api/problem";
import { fieldErrors } from "@/lib/form-errors";
import { ruleTexts } from "@/lib/rule-texts";

import { describedRules } from "./described-rules";
import type { Rules } from "./described-rules";
import { LoadingButton } from "./loading-button";

type Texts = Record<string, string>;

interface RequestFormOptions<Values extends Texts> {
  /** The rules of the request body. They may have more fields than the form. */
  rules: Rules;
  labels: { [Name in keyof Values]: string };
  initialValues: Values;
  /** Sends the values. The form shows why it failed. */
  send: (values: Values) => Promise<unknown>;
}

/** A form for a request that is not about a record, such as signing in. */
export function useRequestForm<Values extends Texts>(options: RequestFormOptions<Values>) {
  const { rules, labels, initialValues, send } = options;
  const [error, setError] = useState<unknown>(null);
  const [pending, setPending] = useState(false);
  // A ref, because a second Enter can come before the state is updated.
  const sending = useRef(false);
  const entries = Object.fromEntries(Object.entries(rules.entries).filter(([name]) => name in labels));
  const form = useForm<Values>({
    initialValues,
    enhanceGetInputProps: ({ field }) => ({ label: labels[field] }),
    validate: (values) => {
      const described = describedRules({ entries }, labels, formatOf);
      return { ...schemaResolver(described, { sync: true })(stripped(values)), ...missing(values, labels) };
    },
  });

  function show(errors: Record<string, ReactNode>) {
    form.setErrors(errors);
    const first = Object.keys(labels).find((name) => errors[name] !== undefined);
    if (first !== undefined) form.getInputNode(first)?.focus();
  }

  async function submit(values: Values) {
    if (sending.current) return;
    sending.current = true;
    setPending(true);
    const reason: unknown = await send(values).then(
      () => null,
      (failure: unknown) => failure,
    );
    sending.current = false;
    setPending(false);
    setError(reason);
    if (reason === null) form.resetDirty();
    else show(fieldErrors(reason, labels));
  }

  function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const { hasErrors, errors } = form.validate();
    setError(null);
    if (hasErrors) show(errors);
    else void submit(form.getValues());
  }
  return { form, labels, error, pending, isChanged: form.isDirty(), onSubmit };
}

/** Values as the API counts their characters: without the whitespace around them, except for passwords. */
function stripped(values: Texts): Texts {
  return Object.fromEntries(
    Object.entries(values).map(([name, text]) => [name, name === "password" ? text : text.trim()]),
  );
}

/** The errors of blank fields. All fields are required, also those that the API's schema lets be empty. */
function missing(values: Texts, labels: Texts): Texts {
  const blank = Object.entries(labels).filter(([name]) => values[name] === "");
  return Object.fromEntries(blank.map(([name, label]) => [name, ruleTexts.missing(label)]));
}

function formatOf(name: string): string | undefined {
  return {
    email: ruleTexts.notAnEmail,
    // A name is invalid only if it is blank.
    name: ruleTexts.missing("Name"),
    // region teams
    slug: ruleTexts.notASlug,
    // endregion
  }[name];
}

interface RequestFormProps {
  /** From useRequestForm. */
  state: Omit<ReturnType<typeof useRequestForm>, "form">;
  submitLabel: string;
  /** The form and its button are as wide as what is around them. */
  wide?: boolean;
  children: ReactNode;
}

/** The fields of a form, with the errors that do not belong to one, and the button that sends it. */
export function RequestForm({ state, submitLabel, wide = false, children }: RequestFormProps) {
  const { error, labels, pending, isChanged, onSubmit } = state;
  return (
    // noValidate: the browser's validation messages would cover the form's own.
    <Box
      component="form"
      noValidate
      data-changed={isChanged || undefined}
      onSubmit={onSubmit}
      w="100%"
      maw={wide ? "none" : "26rem"}
    >
      <Stack gap="md">
        <RequestAlert error={error} labels={labels} />
        {children}
        <LoadingButton type="submit" loading={pending} w={wide ? "100%" : "fit-content"}>
          {submitLabel}
        </LoadingButton>
      </Stack>
    </Box>
  );
}

/** Says why a request failed, but for errors of fields, which show them. */
export function RequestAlert({ error, labels = {} }: { error: unknown; labels?: object }) {
  if (error === null) return null;
  const errors = partErrors(error);
  const message =
    errors.length === 0 ? explainError(error) : errors.find(({ path }) => !(path in labels))?.detail;
  if (message === undefined) return null;
  return (
    <Alert role="alert" color="red" icon={<IconAlertCircle aria-hidden size={18} />}>
      {message}
    </Alert>
  );
}
