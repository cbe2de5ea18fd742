import { Alert, List } from "@mantine/core";
import IconAlertCircle from "@tabler/icons-react/icons/IconAlertCircle";
import IconCloudOff from "@tabler/icons-react/icons/IconCloudOff";

import { describeError, isTemporary, isUnanswered } from "@/lib/api/problem";
import { remainingErrors } from "@/lib/form-errors";

import { formTexts } from "./form-texts";

interface FormAlertProps {
  /** Why the last attempt failed. */
  error: unknown;
  /** The labels of the fields, which show the server's errors themselves. */
  labels: object;
  /** Whether sending the request twice would create two records. */
  creates?: boolean;
}

/** Shows the errors that do not belong to a field, and what the user can do. */
export function FormAlert({ error, labels, creates = false }: FormAlertProps) {
  if (error === null) return null;
  const messages = remainingErrors(error, labels);
  if (creates && isUnanswered(error)) messages.push(formTexts.errors.perhapsSaved);
  if (isTemporary(error)) messages.push(formTexts.errors.kept);
  if (messages.length === 0) return null;
  const Icon = isUnanswered(error) ? IconCloudOff : IconAlertCircle;
  return (
    <Alert role="alert" color="red" icon={<Icon aria-hidden size={18} />} title={describeError(error).title}>
      <List listStyleType="none" size="sm" spacing={4}>
        {messages.map((message) => (
          <List.Item key={message}>{message}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
