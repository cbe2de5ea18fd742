import { Paper, Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";

import { formatNumber } from "@/lib/format";

import type { Listed } from "../types";
import classes from "./home.module.css";

interface FigureProps {
  list: Listed;
  count: number | undefined;
}

/** A number that leads to what it counts. */
export function Figure({ list: { to, label, icon: Icon }, count }: FigureProps) {
  return (
    <Paper withBorder className={classes.figure}>
      <Link to={to} className={classes.figureLink}>
        <span className={classes.figureLabel}>
          {label}
          <Icon />
        </span>{" "}
        <span className={classes.number}>
          {count === undefined ? <Skeleton h="2.25rem" w="6rem" /> : formatNumber(count)}
        </span>
      </Link>
    </Paper>
  );
}
