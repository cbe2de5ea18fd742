import type { LinkProps } from "@tanstack/react-router";
import type { ComponentType, ReactNode } from "react";

import type { Resource, Row } from "@/lib/api/resource";

import type { FormDefinition } from "./form-definition";

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

/** A link to related records, at the end of a row and on the page of a record. */
interface RelatedLink {
  label: string;
  icon: ReactNode;
  link: LinkProps;
}

/** The definition of a resource: of its list, its forms and the pages of its records. */
export interface Description<Item extends Row, Search extends ListSearch> extends FormDefinition {
  resource: Resource<Item, Search>;
  /** The first one is the default. */
  sorts: readonly [string, ...string[]];
  /** The search box and the filters. */
  Filters: ComponentType<ListProps<Search>>;
  related?: (item: Item) => RelatedLink;
  /** More actions for the selected rows. */
  SelectionActions?: ComponentType<{ rows: Item[] }>;
}

/** The parts of a description that do not depend on the filters of the list. */
export type RecordDescription<Item extends Row = never> = FormDefinition &
  Pick<Description<Item, never>, "sorts" | "related">;
