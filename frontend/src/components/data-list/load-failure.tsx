import { Button, Group, Text } from "@mantine/core";

import { describeError } from "@/lib/api/problem";

import { texts } from "./texts";

interface LoadFailureProps {
  error: unknown;
  retrying: boolean;
  onRetry: () => void;
}

/** Below a list whose next rows did not come. */
export function LoadFailure({ error, retrying, onRetry }: LoadFailureProps) {
  return (
    <Group justify="center" gap="md" p="md" role="alert">
      <Text size="sm" c="red">
        {texts.more.failed} {describeError(error).title}.
      </Text>
      <Button variant="default" size="xs" loading={retrying} onClick={onRetry}>
        {texts.more.again}
      </Button>
    </Group>
  );
}
