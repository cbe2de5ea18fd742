import { Group, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

import { product } from "@/lib/product";

interface PageHeaderProps {
  title: string;
  description?: string;
  action?: ReactNode;
}

export function PageHeader({ title, description, action }: PageHeaderProps) {
  return (
    <Stack gap={4}>
      <title>{`${title} · ${product}`}</title>
      <Group justify="space-between">
        <Title order={1}>{title}</Title>
        {action}
      </Group>
      {description && (
        <Text c="dimmed" fz={{ base: "sm", sm: "md" }}>
          {description}
        </Text>
      )}
    </Stack>
  );
}
