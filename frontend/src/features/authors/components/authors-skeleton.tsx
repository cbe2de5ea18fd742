import { Box, Skeleton, Table } from "@mantine/core";

import classes from "./authors-table.module.css";

const widths = [150, 120, 170, 140, 110, 160, 130, 145];

/** Rows as high as real ones, so that nothing jumps when those arrive. */
export function AuthorsSkeleton() {
  return widths.map((width) => (
    <Table.Tr key={width}>
      <Table.Td className={classes.name}>
        <Skeleton h={14} my={4} w={width} maw="100%" />
      </Table.Td>
      <Table.Td className={classes.biography}>
        <Skeleton h={14} my={3} w={`${width / 2}%`} />
      </Table.Td>
      <Table.Td className={classes.actions}>
        <Box h={28} />
      </Table.Td>
    </Table.Tr>
  ));
}
