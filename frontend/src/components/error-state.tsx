import { Button } from "@mantine/core";
import IconAlertCircle from "@tabler/icons-react/icons/IconAlertCircle";
import IconCloudOff from "@tabler/icons-react/icons/IconCloudOff";
import type { ReactNode } from "react";

import { useRetry } from "@/lib/api/failure";
import { describeError, isTemporary } from "@/lib/api/problem";
import { problemTexts } from "@/lib/api/problem-texts";

import { StateMessage } from "./state-message";

interface ErrorStateProps {
  error: unknown;
  /** Replaces the "Try again" button. */
  action?: ReactNode;
  /** 1 if this is a whole page. */
  order?: 1 | 2;
}

/** Shown in place of content that failed to load. */
export function ErrorState({ error, action, order = 2 }: ErrorStateProps) {
  const Icon = isTemporary(error) ? IconCloudOff : IconAlertCircle;
  return (
    <StateMessage
      order={order}
      role="alert"
      icon={<Icon aria-hidden size={26} />}
      {...describeError(error)}
      action={action ?? <RetryButton />}
    />
  );
}

function RetryButton() {
  const retry = useRetry();
  return <Button onClick={retry}>{problemTexts.again}</Button>;
}
