import { Group, Skeleton, Text } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { ErrorState } from "@/components/error-state";
import { failureOf } from "@/lib/api/failure";

import { useChange } from "./api";
import { ConfirmButton } from "./confirm-button";
import classes from "./settings.module.css";

interface EntryListProps<Item> {
  query: UseQueryResult<{ items: Item[] }>;
  texts: { list: string; none: string };
  children: (item: Item) => ReactNode;
}

/** The entries of a query, or that there are none. */
export function EntryList<Item>({ query, texts, children }: EntryListProps<Item>) {
  const error = failureOf(query);
  if (query.data === undefined) return error === null ? <Skeleton h={36} /> : <ErrorState error={error} />;
  const { items } = query.data;
  if (items.length === 0) return <Text size="sm">{texts.none}</Text>;
  return (
    <ul className={classes.sessions} aria-label={texts.list}>
      {items.map(children)}
    </ul>
  );
}

interface EntryProps {
  name: string;
  mark?: string | undefined;
  detail: string;
  texts: {
    remove: string;
    removeLabel: string;
    done: string;
    removeFailed: string;
    question: { title: string; question: string; confirm: string; cancel: string };
  };
  remove: () => Promise<unknown>;
  /** More actions. */
  children?: ReactNode;
}

/** Something that signs in as the user, and can be removed. */
export function Entry({ name, mark, detail, texts, remove, children }: EntryProps) {
  const change = useChange(remove, { done: () => texts.done, failed: texts.removeFailed });
  return (
    <li>
      <div className={classes.entry}>
        <div className={classes.device}>
          {name}
          {mark !== undefined && <span className={classes.current}>{mark}</span>}
        </div>
        <Text size="sm" c="dimmed">
          {detail}
        </Text>
      </div>
      <Group gap="xs" wrap="nowrap">
        {children}
        <ConfirmButton
          size="xs"
          flex="none"
          aria-label={texts.removeLabel}
          question={texts.question}
          change={change}
        >
          {texts.remove}
        </ConfirmButton>
      </Group>
    </li>
  );
}
