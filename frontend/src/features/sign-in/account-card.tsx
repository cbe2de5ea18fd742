import { Paper } from "@mantine/core";
import type { ReactNode } from "react";

import { PageHeader } from "@/components/page-header";

import classes from "./sign-in.module.css";

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
    <div className={classes.page}>
      <Paper withBorder className={classes.card}>
        <PageHeader title={title} {...(description !== undefined && { description })} />
        {children}
      </Paper>
      {footer !== undefined && <div className={classes.other}>{footer}</div>}
    </div>
  );
}
