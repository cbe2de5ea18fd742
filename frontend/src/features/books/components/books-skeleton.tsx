import { Box, Skeleton, Table } from "@mantine/core";

import classes from "./books-table.module.css";

const widths = [220, 160, 260, 190, 140, 240, 170, 210];

/** Rows as high as real ones, so that nothing jumps when those arrive. */
export function BooksSkeleton() {
  return widths.map((width) => (
    <Table.Tr key={width}>
      <Table.Td className={classes.title}>
        <Skeleton h={14} my={4} w={width} maw="100%" />
      </Table.Td>
      <Table.Td className={classes.author}>
        <Skeleton h={14} my={4} w={110} />
      </Table.Td>
      <Table.Td className={classes.status}>
        <Skeleton h={20} w={76} radius="xl" />
      </Table.Td>
      <Table.Td className={classes.published}>
        <Skeleton h={14} my={4} w={88} />
      </Table.Td>
      <Table.Td className={classes.price}>
        <Skeleton h={14} my={4} w={52} ml="auto" />
      </Table.Td>
      <Table.Td className={classes.actions}>
        <Box h={28} />
      </Table.Td>
    </Table.Tr>
  ));
}
