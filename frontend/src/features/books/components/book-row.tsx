import { ActionIcon, Group, Table } from "@mantine/core";

import { PencilIcon, TrashIcon } from "@/components/icons";
import { ActionIconLink, AnchorLink } from "@/components/links";
import { formatDate, formatMoney } from "@/lib/format";

import { texts } from "../texts";
import type { Book } from "../types";
import classes from "./books-table.module.css";
import { StatusBadge } from "./status-badge";

interface BookRowProps {
  book: Book;
  onDelete: (book: Book) => void;
}

export function BookRow({ book, onDelete }: BookRowProps) {
  const edit = {
    to: "/books/$bookId/edit",
    params: { bookId: book.id },
    search: true,
    resetScroll: false,
  } as const;
  const icon = { variant: "subtle", color: "gray", c: "dimmed" } as const;
  return (
    <Table.Tr>
      <Table.Td className={classes.title}>
        <AnchorLink {...edit} c="inherit" fz="sm" fw={550} underline="hover">
          {book.title}
        </AnchorLink>
      </Table.Td>
      <Table.Td className={classes.author}>{book.author.name}</Table.Td>
      <Table.Td className={classes.status}>
        <StatusBadge status={book.status} />
      </Table.Td>
      <Table.Td className={classes.published}>{formatDate(book.published_on)}</Table.Td>
      <Table.Td className={classes.price}>{formatMoney(book.price)}</Table.Td>
      <Table.Td className={classes.actions}>
        <Group gap={2} justify="flex-end" wrap="nowrap">
          <ActionIconLink {...icon} {...edit} aria-label={texts.edit.action(book.title)}>
            <PencilIcon size={16} />
          </ActionIconLink>
          <ActionIcon
            {...icon}
            aria-label={texts.remove.action(book.title)}
            title={texts.remove.action(book.title)}
            onClick={() => {
              onDelete(book);
            }}
          >
            <TrashIcon size={16} />
          </ActionIcon>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}
