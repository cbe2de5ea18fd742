import { Group, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

interface PageHeaderProps {
  title: string;
  description: string;
  action?: ReactNode;
}

export function PageHeader({ title, description, action }: PageHeaderProps) {
  return (
    <Group justify="space-between" align="flex-start" wrap="nowrap" gap="md">
      <title>{`${title} · Headstart`}</title>
      <Stack gap={4}>
        <Title order={1}>{title}</Title>
        <Text c="dimmed" fz={{ base: "sm", sm: "md" }}>
          {description}
        </Text>
      </Stack>
      {action}
    </Group>
  );
}
