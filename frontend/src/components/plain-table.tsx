import { Paper, Skeleton } from "@mantine/core";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { failureOf } from "@/lib/api/failure";

import { ErrorState } from "./error-state";
import { keepFocus } from "./focus";
import { LoadingButton } from "./loading-button";
import classes from "./plain-table.module.css";
import { StateMessage } from "./state-message";
import { texts } from "./texts";

interface PlainTableProps<Item> {
  label: string;
  columns: readonly string[];
  query: UseInfiniteQueryResult<InfiniteData<{ items: Item[] }>>;
  /** Shown if there are no rows. */
  empty: { icon: ReactNode; title: string; detail: string };
  /**
   * A row. On a narrow screen, it is a card: a cell with `data-label` shows it, one with `data-actions` is beside the
   * first. A cell with `data-time` stays on one line.
   */
  children: (item: Item) => ReactNode;
}

/** A table that needs neither selection nor scrolling through many thousand rows. A button loads the next page. */
export function PlainTable<Item>({ label, columns, query, empty, children }: PlainTableProps<Item>) {
  const error = failureOf(query);
  if (query.data === undefined) return error === null ? <Skeleton h={240} /> : <ErrorState error={error} />;
  const items = query.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <StateMessage {...empty} />;
  return (
    <>
      <Paper withBorder ref={keepFocus} tabIndex={-1} className={classes.frame}>
        <table className={classes.table} aria-label={label}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{items.map(children)}</tbody>
        </table>
      </Paper>
      {query.hasNextPage && (
        <LoadingButton
          variant="default"
          mx="auto"
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {texts.more}
        </LoadingButton>
      )}
    </>
  );
}
