import { Skeleton, Stack } from "@mantine/core";

/** Holds the place of a form whose values are on their way. */
export function FormSkeleton({ fields }: { fields: number }) {
  return (
    <Stack gap="md" aria-busy="true" aria-label="Loading" role="status">
      {Array.from({ length: fields }, (_, index) => (
        <Stack key={index} gap={6}>
          <Skeleton h={14} w={90} />
          <Skeleton h={36} />
        </Stack>
      ))}
    </Stack>
  );
}
