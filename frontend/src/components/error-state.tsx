import { Button } from "@mantine/core";

import { describeError, isNotFound, isTemporary } from "@/lib/api/problem";
import { problemTexts } from "@/lib/api/problem-texts";

import { AlertIcon, CloudOffIcon } from "./icons";
import { StateMessage } from "./state-message";

interface ErrorStateProps {
  error: unknown;
  retrying?: boolean;
  onRetry: () => void;
}

export function ErrorState({ error, retrying = false, onRetry }: ErrorStateProps) {
  return (
    <StateMessage
      role="alert"
      icon={isTemporary(error) ? <CloudOffIcon size={26} /> : <AlertIcon size={26} />}
      {...describeError(error)}
      action={
        // Asking again for what does not exist helps nobody.
        !isNotFound(error) && (
          <Button onClick={onRetry} loading={retrying}>
            {problemTexts.again}
          </Button>
        )
      }
    />
  );
}
