import { Button, Group, Stack, VisuallyHidden } from "@mantine/core";
import { useEffect, useRef } from "react";
import type { ReactNode, SubmitEvent } from "react";

import classes from "./form-layout.module.css";
import { formTexts } from "./form-texts";
import { LoadingButton } from "./loading-button";

interface FormLayoutProps {
  submitLabel: string;
  cancelLabel?: string;
  pending?: boolean;
  /** Shows a placeholder with the final size while the values load. */
  loading?: boolean;
  /** Shown above the fields. */
  alert?: ReactNode;
  onSubmit?: (event: SubmitEvent<HTMLFormElement>) => void;
  onCancel?: () => void;
  children: ReactNode;
}

export function FormLayout(props: FormLayoutProps) {
  const { submitLabel, cancelLabel = formTexts.cancel, alert, children } = props;
  const { pending = false, loading = false, onSubmit, onCancel } = props;
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (!loading) form.current?.querySelector<HTMLElement>("[data-autofocus]")?.focus();
  }, [loading]);
  return (
    // noValidate: the browser's validation messages would cover the form's own.
    <form
      ref={form}
      noValidate
      className={classes.form}
      aria-busy={loading}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit?.(event);
      }}
    >
      {loading && <VisuallyHidden role="status">{formTexts.loading}</VisuallyHidden>}
      <fieldset className={classes.fields} disabled={loading} data-loading={loading || undefined}>
        <Stack gap="md">
          {alert}
          {children}
        </Stack>
      </fieldset>
      <Group className={classes.actions} justify="flex-end" data-form-actions>
        <Button variant="default" onClick={onCancel}>
          {cancelLabel}
        </Button>
        <LoadingButton type="submit" loading={pending} disabled={loading}>
          {submitLabel}
        </LoadingButton>
      </Group>
    </form>
  );
}
