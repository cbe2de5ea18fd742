import { Paper } from "@mantine/core";
import type { ReactNode } from "react";

import classes from "./plain-table.module.css";

interface PlainTableProps {
  label: string;
  columns: readonly string[];
  /** The rows. On a phone, each is a card: a cell with `data-label` shows it, one with `data-actions` is beside the first. */
  children: ReactNode;
}

/** A table that needs neither selection nor scrolling through many thousand rows. */
export function PlainTable({ label, columns, children }: PlainTableProps) {
  return (
    <Paper withBorder className={classes.frame}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </Paper>
  );
}
