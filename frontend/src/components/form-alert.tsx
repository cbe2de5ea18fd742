import { Alert, List } from "@mantine/core";

import { describeError, isTemporary, isUnanswered } from "@/lib/api/problem";
import { remainingErrors } from "@/lib/form-errors";

import { formTexts } from "./form-texts";
import { AlertIcon, CloudOffIcon } from "./icons";

interface FormAlertProps {
  /** Why the last attempt failed. */
  error: unknown;
  /** Those that show the server's errors themselves. */
  fields: readonly string[];
  /** Whether the same request, sent twice, makes two records. */
  creates?: boolean;
}

/** What no field shows of a failure, and what the user can do about it. */
export function FormAlert({ error, fields, creates = false }: FormAlertProps) {
  if (error === null) return null;
  const messages = remainingErrors(error, fields);
  if (creates && isUnanswered(error)) messages.push(formTexts.errors.perhapsArrived);
  if (isTemporary(error)) messages.push(formTexts.errors.kept);
  if (messages.length === 0) return null;
  return (
    <Alert
      role="alert"
      color="red"
      icon={isUnanswered(error) ? <CloudOffIcon /> : <AlertIcon />}
      title={describeError(error).title}
    >
      <List listStyleType="none" size="sm" spacing={4}>
        {messages.map((message) => (
          <List.Item key={message}>{message}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
