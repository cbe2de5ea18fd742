import { Stack, Text, ThemeIcon, Title } from "@mantine/core";
import type { ReactNode } from "react";

interface StateMessageProps {
  icon: ReactNode;
  title: string;
  detail: string;
  /** The suggested next step. */
  action?: ReactNode;
  order?: 1 | 2;
  role?: "alert";
}

/** Replaces the content of a page: an empty state, a search without results, or an error. */
export function StateMessage({ icon, title, detail, action, order = 2, role }: StateMessageProps) {
  return (
    <Stack align="center" gap="xs" px="md" py={64} ta="center" role={role}>
      <ThemeIcon variant="light" size={56} radius="xl" mb="xs">
        {icon}
      </ThemeIcon>
      <Title order={order} size="h3">
        {title}
      </Title>
      <Text c="dimmed" maw={420} mb="sm" style={{ textWrap: "balance" }}>
        {detail}
      </Text>
      {action}
    </Stack>
  );
}
