import { ScrollArea, Table } from "@mantine/core";
import { Link } from "@tanstack/react-router";

import { formatNumber } from "@/lib/format";

import { texts } from "../texts";
import type { Statistics } from "../types";
import classes from "./dashboard.module.css";

/** The years that have books, the newest first. */
export function YearsTable({ years }: { years: Statistics["books_by_year"] }) {
  const rows = years.filter(({ count }) => count > 0).toReversed();
  return (
    <ScrollArea h="100%">
      <Table stickyHeader aria-label={texts.years.title}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{texts.years.year}</Table.Th>
            <Table.Th ta="end">{texts.books}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ year, count }) => (
            <Table.Tr key={year}>
              <Table.Th scope="row">
                <Link to="/books" search={{ year }} className={classes.plainLink}>
                  {year}
                </Link>
              </Table.Th>
              <Table.Td ta="end">{formatNumber(count)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}
