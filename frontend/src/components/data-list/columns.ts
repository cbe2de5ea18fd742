import { rowSelectionFeature, rowSortingFeature, tableFeatures } from "@tanstack/react-table";
import type { ColumnDef } from "@tanstack/react-table";
import type { CSSProperties } from "react";

import type { Row } from "@/lib/api/resource";

import { showValue, valueOf } from "../fields/field";
import type { Column } from "../fields/field";
import type { RecordDescription } from "../description";

/** The column metadata of the grid. */
interface Meta extends Omit<Column, "card"> {
  label: string;
  card: "title" | "none" | NonNullable<Column["card"]>;
  align?: "end" | undefined;
  /** Whether a card shows the label. */
  labeled?: true | undefined;
}

export const features = tableFeatures({
  rowSelectionFeature,
  rowSortingFeature,
  columnMeta: {} as Meta,
});
type Features = typeof features;
export type Columns<Item extends Row> = (ColumnDef<Features, Item> & { id: string; meta: Meta })[];

/** Returns the columns of a list: the fields with a column, with the name first. */
export function columnsOf<Item extends Row>(list: Listed): Columns<Item> {
  const { resource, fields, sorts } = list;
  const isName = (name: string) => name === resource.label;
  const shown = Object.entries(fields)
    .flatMap(([name, field]) => (field.column ? [{ name, field, column: field.column }] : []))
    .toSorted((a, b) => Number(isName(b.name)) - Number(isName(a.name)));
  return shown.map(({ name, field, column }) => ({
    id: name,
    accessorFn: (item) => valueOf(field, name, item),
    cell: ({ getValue }) => showValue(field, getValue()),
    enableSorting: sorts.includes(name),
    sortDescFirst: false,
    meta: {
      ...column,
      label: labelOf(list, name),
      card: isName(name) ? "title" : (column.card ?? "none"),
      align: field.align,
      labeled: field.labeled,
    },
  }));
}

type Listed = Pick<RecordDescription, "resource" | "fields" | "sorts" | "texts">;

function labelOf({ texts }: Pick<Listed, "texts">, name: string): string {
  return texts.columns?.[name] ?? texts.fields[name] ?? name;
}

/** Returns the label of a sort order: "-title" → "Title, Z to A". */
export function sortLabelOf(list: Pick<Listed, "fields" | "texts">, sort: string): string {
  const name = sort.replace("-", "");
  const [ascending, descending] = list.fields[name]?.orders ?? ["", ""];
  const order = sort.startsWith("-") ? descending : ascending;
  return list.texts.sorts?.[sort] ?? `${labelOf(list, name)}, ${order}`;
}

interface Placed {
  meta: Pick<Meta, "width" | "wide" | "card">;
}

/** Returns the grid tracks: the checkbox, the columns, and the actions of a row. */
export function gridStyle(
  columns: readonly Placed[],
  { related }: { related?: unknown },
  canEdit = true,
): CSSProperties {
  // Each action takes 2 rem.
  const actions = (canEdit ? 5.25 : 1.25) + (related === undefined ? 0 : 2);
  const tracks = (shown: readonly Placed[]) =>
    [...(canEdit ? ["2.75rem"] : []), ...shown.map(({ meta }) => meta.width), `${actions}rem`].join(" ");
  return {
    "--tracks": tracks(columns),
    "--narrow-tracks": tracks(columns.filter(({ meta }) => !meta.wide)),
  } as CSSProperties;
}

/** Returns the attributes by which the style sheet places a cell. */
export function placeOf({ card, align, wide, label, labeled }: Meta) {
  return {
    "data-card": card,
    "data-align": align,
    "data-wide": wide,
    "data-label": labeled && label,
  };
}

/** Returns whether cards have three lines: title, subtitle, and short values. */
export function isTall(columns: readonly Placed[]): boolean {
  const places = new Set(columns.map(({ meta }) => meta.card));
  const short = (["tag", "note", "more", "end"] as const).some((place) => places.has(place));
  return short && places.has("subtitle");
}
