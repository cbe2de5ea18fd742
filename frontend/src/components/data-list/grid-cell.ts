import type { CSSProperties } from "react";

import type { Column } from "./description";

type AnyColumn = Pick<Column<never, string>, "width" | "card" | "align" | "wide">;

interface AnyList {
  columns: readonly AnyColumn[];
  more?: unknown;
}

/** The columns' tracks, with one for the box that selects a row and one for its links and buttons. */
export function gridStyle({ columns, more }: AnyList): CSSProperties {
  const actions = more === undefined ? "5.25rem" : "7.25rem";
  const tracks = (shown: readonly AnyColumn[]) =>
    ["2.75rem", ...shown.map(({ width }) => width), actions].join(" ");
  return {
    "--tracks": tracks(columns),
    "--narrow-tracks": tracks(columns.filter(({ wide }) => !wide)),
  } as CSSProperties;
}

/** Where a cell stands, for the stylesheet: in the table by `align` and `wide`, on a card by `card`. */
export function placeOf({ card, align, wide }: AnyColumn, index: number) {
  return {
    "data-card": index === 0 ? "title" : (card ?? "none"),
    "data-align": align,
    "data-wide": wide,
  };
}

/** Whether a card has a third line: below its title a subtitle, and below that what is short. */
export function isTall({ columns }: AnyList): boolean {
  const places = new Set(columns.map(({ card }) => card));
  const short = (["tag", "note", "end"] as const).some((place) => places.has(place));
  return short && places.has("subtitle");
}
