import { Alert, Button, Group, List, Stack } from "@mantine/core";
import type { ReactNode, SubmitEvent } from "react";

import { describeError } from "@/lib/api/problem";
import { remainingErrors } from "@/lib/form-errors";

import classes from "./form-layout.module.css";
import { AlertIcon } from "./icons";

interface FormLayoutProps {
  submitLabel: string;
  /** Why the last attempt failed. */
  error: unknown;
  /** Those that show the server's errors themselves. */
  fields: readonly string[];
  pending: boolean;
  onSubmit: (event: SubmitEvent<HTMLFormElement>) => void;
  onCancel: () => void;
  children: ReactNode;
}

export function FormLayout(props: FormLayoutProps) {
  const { submitLabel, error, fields, pending, onSubmit, onCancel, children } = props;
  return (
    // noValidate: the browser's own bubbles would hide the messages at the fields.
    <form noValidate onSubmit={onSubmit} className={classes.form}>
      <Stack gap="md" flex={1}>
        {error !== null && <FormAlert error={error} fields={fields} />}
        {children}
      </Stack>
      <Group className={classes.actions} justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" loading={pending}>
          {submitLabel}
        </Button>
      </Group>
    </form>
  );
}

function FormAlert({ error, fields }: Pick<FormLayoutProps, "error" | "fields">) {
  const messages = remainingErrors(error, fields);
  if (messages.length === 0) return null;
  return (
    <Alert role="alert" color="red" icon={<AlertIcon />} title={describeError(error).title}>
      <List listStyleType="none" size="sm">
        {messages.map((message) => (
          <List.Item key={message}>{message}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
