import { Group, Skeleton, Text } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { failureOf } from "@/lib/api/failure";

import type { Question } from "../confirm-dialog";
import { ErrorState } from "../error-state";
import { useChange } from "../use-change";
import { ConfirmButton } from "./confirm-button";
import { Mark } from "./mark";
import classes from "./settings.module.css";

interface EntryListProps<Item> {
  query: UseQueryResult<{ items: Item[] }>;
  /** `none`: unless the query always has entries. */
  texts: { list: string; none?: string };
  children: (item: Item) => ReactNode;
}

/** The entries of a query, or that there are none. */
export function EntryList<Item>({ query, texts, children }: EntryListProps<Item>) {
  const error = failureOf(query);
  if (query.data === undefined) return error === null ? <Skeleton h={36} /> : <ErrorState error={error} />;
  const { items } = query.data;
  if (items.length === 0) return <Text size="sm">{texts.none}</Text>;
  return (
    <ul className={classes.entries} aria-label={texts.list}>
      {items.map(children)}
    </ul>
  );
}

interface EntryTextProps {
  name: string;
  /** Beside the name, such as a role. */
  marks: string[];
  detail: string;
}

export function EntryText({ name, marks, detail }: EntryTextProps) {
  return (
    <div className={classes.entry}>
      <Group gap="4px 8px" fw={550}>
        {name}
        {marks.map((mark) => (
          <Mark key={mark}>{mark}</Mark>
        ))}
      </Group>
      <Text size="sm" c="dimmed">
        {detail}
      </Text>
    </div>
  );
}

interface EntryProps {
  name: string;
  mark?: string | undefined;
  detail: string;
  texts: {
    remove: string;
    removeOf: (name: string) => string;
    removed: (name: string) => string;
    removeFailed: string;
    question: (name: string) => Question;
  };
  remove: () => Promise<unknown>;
  /** More actions. */
  children?: ReactNode;
}

/** Something that can be removed, such as a passkey. */
export function Entry({ name, mark, detail, texts, remove, children }: EntryProps) {
  const change = useChange(remove, { done: () => texts.removed(name), failed: texts.removeFailed });
  return (
    <li>
      <EntryText name={name} marks={mark === undefined ? [] : [mark]} detail={detail} />
      <Group gap="xs" wrap="nowrap">
        {children}
        <ConfirmButton
          size="xs"
          flex="none"
          aria-label={texts.removeOf(name)}
          question={texts.question(name)}
          change={change}
        >
          {texts.remove}
        </ConfirmButton>
      </Group>
    </li>
  );
}
