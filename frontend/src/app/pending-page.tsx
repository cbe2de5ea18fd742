import { Skeleton, Stack, VisuallyHidden } from "@mantine/core";

import { texts } from "@/components/texts";

import classes from "./pending-page.module.css";

/** Shown in place of a page that does not come soon. `late`: hidden at first, because nothing else waits for that. */
export function PendingPage({ late = false }: { late?: boolean }) {
  return (
    <Stack gap="lg" {...(late && { className: classes.late })}>
      <VisuallyHidden role="status">{texts.loading}</VisuallyHidden>
      <Skeleton h={34} w="min(16rem, 100%)" />
      <Skeleton h={240} />
    </Stack>
  );
}
