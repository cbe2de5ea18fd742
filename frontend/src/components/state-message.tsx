import { Stack, Text, ThemeIcon, Title } from "@mantine/core";
import type { ReactNode } from "react";

import { product } from "@/lib/product";

interface StateMessageProps {
  icon: ReactNode;
  title: string;
  detail: string;
  /** The suggested next step. */
  action?: ReactNode;
  /** 1 if this is a whole page, which then has this title. */
  order?: 1 | 2;
  role?: "alert";
}

/** Replaces the content of a page: an empty state, a search without results, or an error. */
export function StateMessage({ icon, title, detail, action, order = 2, role }: StateMessageProps) {
  return (
    <Stack align="center" gap="xs" px="md" py={64} ta="center" role={role}>
      {order === 1 && <title>{`${title} · ${product}`}</title>}
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
