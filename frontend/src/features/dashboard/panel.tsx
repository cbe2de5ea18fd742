import { Center, Group, Paper, Title } from "@mantine/core";
import type { ReactNode } from "react";

import { texts } from "./texts";

interface PanelProps {
  title: string;
  /** Shown at the end of the title line. */
  action?: ReactNode;
  className?: string | undefined;
  children: ReactNode;
}

/** A section of the dashboard with a title. */
export function Panel({ title, action, className, children }: PanelProps) {
  return (
    <Paper component="section" withBorder px="lg" pt="md" pb="lg" className={className}>
      <Group justify="space-between" mih={30} mb="md">
        <Title order={2} size="h5">
          {title}
        </Title>
        {action}
      </Group>
      {children}
    </Paper>
  );
}

/** As high as the ring. */
export function NoBooks() {
  return (
    <Center h="100%" mih={168} c="dimmed">
      {texts.empty}
    </Center>
  );
}
