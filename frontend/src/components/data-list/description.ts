import type { LinkProps } from "@tanstack/react-router";
import type { ComponentType, ReactNode } from "react";

import type { Resource, Row } from "@/lib/api/resource";

import type { Fields } from "../fields/field";
import type { ResourceTexts } from "../resource-texts";

/** What every list's address can say; a list's own filters come on top. */
export interface ListSearch {
  search?: string | undefined;
  sort?: string | undefined;
}

export interface ListProps<Search> {
  /** What the address says. */
  search: Search;
  /** Changes what is given of the search and leaves the rest. */
  onChange: (change: Partial<Search>) => void;
}

/** One more link at the end of a row. */
interface RowLink {
  label: string;
  icon: ReactNode;
  link: LinkProps;
}

/** All that tells one list from another, besides its records. */
export interface ListDescription<Item extends Row, Search extends ListSearch> {
  resource: Resource<Item, Search>;
  /** Those with a column are shown. */
  fields: Fields;
  /** The first one is the usual order. */
  sorts: readonly [string, ...string[]];
  texts: ResourceTexts;
  /** The search box and what else narrows the list down. */
  Filters: ComponentType<ListProps<Search>>;
  /** Where a new record is made. */
  create: LinkProps;
  /** Where a record is opened. */
  open: (item: Item) => Omit<LinkProps, "children">;
  more?: (item: Item) => RowLink;
}
