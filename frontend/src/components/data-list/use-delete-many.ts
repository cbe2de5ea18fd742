import type { QueryKey } from "@tanstack/react-query";

import { ApiError, describeError } from "@/lib/api/problem";
import { useChange } from "@/lib/api/use-change";
import { formatCount } from "@/lib/format";
import type { Noun } from "@/lib/format";
import { notify, notifyFailure } from "@/lib/notify";

import { texts } from "./texts";

/** Deletes all of some records or none. They go at once, and come back when the server refuses. */
export function useDeleteMany(
  key: QueryKey,
  noun: Noun,
  send: (ids: number[]) => Promise<{ deleted: number }>,
) {
  return useChange({
    key,
    send,
    change: (ids: number[]) => {
      const gone = new Set(ids);
      return (row) => (gone.has(row.id) ? undefined : row);
    },
    onSuccess: ({ deleted }) => {
      notify({ message: texts.deleted(formatCount(deleted, noun)) });
    },
    onError: (error) => {
      const { title, detail } = describeError(error);
      // The list says what is wrong with single records, and offers to leave those out.
      if (refusals(error).length === 0) notifyFailure({ title, message: detail });
    },
  });
}

export type DeleteMany = ReturnType<typeof useDeleteMany>;

/** Which of the ids stand in the way of a deletion, by position, and why. */
export function refusals(error: unknown): { index: number; detail: string }[] {
  const errors = error instanceof ApiError ? (error.problem?.errors ?? []) : [];
  return errors.flatMap(({ path, detail }) => {
    const index = /^ids\.(\d+)$/.exec(path)?.[1];
    return index === undefined ? [] : [{ index: Number(index), detail }];
  });
}
