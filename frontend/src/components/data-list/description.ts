import type { LinkProps } from "@tanstack/react-router";
import type { ComponentType, ReactNode } from "react";

import type { Resource, Row } from "@/lib/api/resource";

import type { Fields } from "../fields/field";
import type { ResourceTexts } from "../resource-texts";

/** The URL parameters of all lists. Each list adds its own filters. */
export interface ListSearch {
  search?: string | undefined;
  sort?: string | undefined;
}

export interface ListProps<Search> {
  /** The parameters in the URL. */
  search: Search;
  /** Updates the given parameters and keeps the others. */
  onChange: (change: Partial<Search>) => void;
}

/** An additional link at the end of a row. */
interface RowLink {
  label: string;
  icon: ReactNode;
  link: LinkProps;
}

/** The definition of a list. */
export interface ListDescription<Item extends Row, Search extends ListSearch> {
  resource: Resource<Item, Search>;
  /** The fields with a column are shown. */
  fields: Fields;
  /** The first one is the default. */
  sorts: readonly [string, ...string[]];
  texts: ResourceTexts;
  /** The search box and the filters. */
  Filters: ComponentType<ListProps<Search>>;
  /** The link to the form for a new record. */
  create: LinkProps;
  /** The link to the form of a record. */
  open: (item: Item) => Omit<LinkProps, "children">;
  more?: (item: Item) => RowLink;
}
