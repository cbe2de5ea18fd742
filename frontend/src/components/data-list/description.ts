import type { LinkProps } from "@tanstack/react-router";
import type { ReactNode } from "react";

import type { Noun } from "@/lib/format";

/** What every record of a list has. */
export interface Row {
  id: number;
}

/** What every list's address can say; a list's own filters come on top. */
export interface ListSearch<Sort extends string> {
  search?: string | undefined;
  sort?: Sort | undefined;
}

export interface Column<Item, Sort extends string> {
  label: string;
  /** A track of a CSS grid: "8rem", "minmax(0, 2fr)". */
  width: string;
  cell: (item: Item) => ReactNode;
  /** The order, ascending, that a press on the column's head asks for. */
  sort?: Exclude<Sort, `-${string}`>;
  align?: "end";
  /** Left out where the screen is narrower than 64em, and the rows are no cards yet. */
  wide?: true;
  /** The place on a phone, where rows are cards. The first column is the title; without a place a column is left out. */
  card?: "subtitle" | "tag" | "note" | "end";
}

/** One more link at the end of a row. */
interface RowLink {
  label: string;
  icon: ReactNode;
  link: LinkProps;
}

/** All that tells one list from another, besides its records. */
export interface ListDescription<Item extends Row, Sort extends string> {
  texts: ListTexts;
  icon: ReactNode;
  /** What a record is called: the text of its link, and of what is said about it. */
  name: (item: Item) => string;
  /** The first one holds the name, which leads to the record. */
  columns: readonly [Column<Item, Sort>, ...Column<Item, Sort>[]];
  /** The first one is the usual order. */
  sorts: readonly [Sort, ...Sort[]];
  sortLabels: Record<Sort, string>;
  /** Where a new record is made. */
  create: LinkProps;
  /** Where a record is opened. */
  open: (item: Item) => Omit<LinkProps, "children">;
  more?: (item: Item) => RowLink;
}

interface Message {
  title: string;
  detail: string;
}

export interface ListTexts {
  noun: Noun;
  title: string;
  description: string;
  empty: Message;
  nothingMatches: Message;
  create: { action: string };
  edit: { action: (name: string) => string };
  remove: { action: (name: string) => string };
  removeMany: { title: (count: string) => string; question: (names: string) => string };
}
