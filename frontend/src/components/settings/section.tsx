import { Paper, Stack, Text, Title } from "@mantine/core";
import { useId } from "react";
import type { ReactNode } from "react";

import { keepFocus } from "../focus";
import classes from "./settings.module.css";

interface SectionProps {
  title: string;
  description: string;
  children: ReactNode;
}

/** A part of the settings: what it is about, and beside it, how to change it. */
export function Section({ title, description, children }: SectionProps) {
  const id = useId();
  return (
    <Paper
      withBorder
      component="section"
      ref={keepFocus}
      tabIndex={-1}
      aria-labelledby={id}
      className={classes.section}
    >
      <Stack gap={4}>
        <Title order={2} size="h4" id={id}>
          {title}
        </Title>
        <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
          {description}
        </Text>
      </Stack>
      <div>{children}</div>
    </Paper>
  );
}
