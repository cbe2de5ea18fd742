import { Table, VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";

import { SortHeader } from "@/components/sort-header";

import { texts } from "../texts";
import type { AuthorSort } from "../types";
import classes from "./authors-table.module.css";

interface AuthorsTableProps {
  sort: AuthorSort;
  onSort: (sort: AuthorSort) => void;
  /** The rows, or what holds their place. */
  children: ReactNode;
}

/** A table on a wide screen; on a narrow one its rows become cards. */
export function AuthorsTable({ sort, onSort, children }: AuthorsTableProps) {
  return (
    <Table className={classes.table} highlightOnHover horizontalSpacing="md" verticalSpacing={8}>
      <Table.Thead>
        <Table.Tr>
          <SortHeader
            className={classes.nameColumn}
            label={texts.columns.name}
            field="name"
            descending="-name"
            {...{ sort, onSort }}
          />
          <Table.Th>{texts.columns.biography}</Table.Th>
          <Table.Th className={classes.actionsColumn}>
            <VisuallyHidden>{texts.columns.actions}</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>{children}</Table.Tbody>
    </Table>
  );
}
