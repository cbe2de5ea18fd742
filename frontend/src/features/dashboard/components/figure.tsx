import { Paper, Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { LinkProps } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { formatNumber } from "@/lib/format";

import classes from "./dashboard.module.css";

interface FigureProps {
  label: string;
  icon: ReactNode;
  count: number | undefined;
  link: LinkProps;
}

/** A number that leads to what it counts. */
export function Figure({ label, icon, count, link }: FigureProps) {
  return (
    <Paper withBorder className={classes.figure}>
      <Link {...link} className={classes.figureLink}>
        <span className={classes.figureLabel}>
          {label}
          {icon}
        </span>{" "}
        <span className={classes.number}>
          {count === undefined ? <Skeleton h="2.25rem" w="6rem" /> : formatNumber(count)}
        </span>
      </Link>
    </Paper>
  );
}
