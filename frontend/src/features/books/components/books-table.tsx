import { Table, VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";

import { SortHeader } from "@/components/sort-header";

import { texts } from "../texts";
import type { BookSort } from "../types";
import classes from "./books-table.module.css";

interface BooksTableProps {
  sort: BookSort;
  onSort: (sort: BookSort) => void;
  /** The rows, or what holds their place. */
  children: ReactNode;
}

/** A table on a wide screen; on a narrow one its rows become cards. */
export function BooksTable({ sort, onSort, children }: BooksTableProps) {
  return (
    <Table className={classes.table} highlightOnHover horizontalSpacing="md" verticalSpacing={8}>
      <Table.Thead>
        <Table.Tr>
          <SortHeader
            label={texts.columns.title}
            field="title"
            descending="-title"
            {...{ sort, onSort }}
          />
          <Table.Th className={classes.authorColumn}>{texts.columns.author}</Table.Th>
          <Table.Th className={classes.statusColumn}>{texts.columns.status}</Table.Th>
          <SortHeader
            className={classes.publishedColumn}
            label={texts.columns.published}
            field="published_on"
            descending="-published_on"
            {...{ sort, onSort }}
          />
          <SortHeader
            className={classes.priceColumn}
            label={texts.columns.price}
            field="price"
            descending="-price"
            {...{ sort, onSort }}
          />
          <Table.Th className={classes.actionsColumn}>
            <VisuallyHidden>{texts.columns.actions}</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>{children}</Table.Tbody>
    </Table>
  );
}
