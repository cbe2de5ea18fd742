import { ActionIcon, Group, Table, Text } from "@mantine/core";

import { BookIcon, PencilIcon, TrashIcon } from "@/components/icons";
import { ActionIconLink, AnchorLink } from "@/components/links";

import { texts } from "../texts";
import type { Author } from "../types";
import classes from "./authors-table.module.css";

interface AuthorRowProps {
  author: Author;
  onDelete: (author: Author) => void;
}

export function AuthorRow({ author, onDelete }: AuthorRowProps) {
  const edit = {
    to: "/authors/$authorId/edit",
    params: { authorId: author.id },
    search: true,
    resetScroll: false,
  } as const;
  const icon = { variant: "subtle", color: "gray", c: "dimmed" } as const;
  return (
    <Table.Tr>
      <Table.Td className={classes.name}>
        <AnchorLink {...edit} c="inherit" fz="sm" fw={550} underline="hover">
          {author.name}
        </AnchorLink>
      </Table.Td>
      <Table.Td className={classes.biography}>
        <Text c="dimmed" size="sm" lineClamp={1}>
          {author.biography}
        </Text>
      </Table.Td>
      <Table.Td className={classes.actions}>
        <Group gap={2} justify="flex-end" wrap="nowrap">
          <ActionIconLink
            {...icon}
            to="/books"
            search={{ author_id: author.id }}
            aria-label={texts.books(author.name)}
            title={texts.books(author.name)}
          >
            <BookIcon size={16} />
          </ActionIconLink>
          <ActionIconLink {...icon} {...edit} aria-label={texts.edit.action(author.name)}>
            <PencilIcon size={16} />
          </ActionIconLink>
          <ActionIcon
            {...icon}
            aria-label={texts.remove.action(author.name)}
            title={texts.remove.action(author.name)}
            onClick={() => {
              onDelete(author);
            }}
          >
            <TrashIcon size={16} />
          </ActionIcon>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}
