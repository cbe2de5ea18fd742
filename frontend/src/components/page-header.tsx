import { Group, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

import { product } from "@/lib/product";

import classes from "./page-header.module.css";

interface PageHeaderProps {
  title: string;
  description?: string;
  action?: ReactNode;
}

/** The title of a page. Its action is beside the title or, on a narrow screen, below the description. */
export function PageHeader({ title, description, action }: PageHeaderProps) {
  return (
    <div className={classes.header}>
      <title>{`${title} · ${product}`}</title>
      <Group justify="space-between" align="start">
        <div className={classes.text}>
          <Title order={1}>{title}</Title>
          {description && (
            <Text c="dimmed" fz={{ base: "sm", sm: "md" }} className={classes.description}>
              {description}
            </Text>
          )}
        </div>
        {action}
      </Group>
    </div>
  );
}
