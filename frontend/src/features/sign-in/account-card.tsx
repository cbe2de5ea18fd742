import { Paper, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

import { PageHeader } from "@/components/page-header";

interface AccountCardProps {
  title: string;
  description?: string;
  /** Below the card, such as a link to another page. */
  footer?: ReactNode;
  children: ReactNode;
}

/** The layout of the pages for people without a session. */
export function AccountCard({ title, description, footer, children }: AccountCardProps) {
  return (
    <Stack gap="lg" maw="25rem" mx="auto" pt="clamp(0rem, 6vh, 4rem)">
      <Paper withBorder p={{ base: "lg", sm: "xl" }}>
        <Stack gap="lg">
          <PageHeader title={title} description={description} />
          {children}
        </Stack>
      </Paper>
      {footer && (
        <Text component="div" size="sm" c="dimmed" ta="center">
          {footer}
        </Text>
      )}
    </Stack>
  );
}
