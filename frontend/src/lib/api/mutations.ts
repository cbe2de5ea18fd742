import { noop, useMutation, useMutationState, useQueryClient } from "@tanstack/react-query";
import type { MutationState } from "@tanstack/react-query";
import { useMemo } from "react";

import { dropRows, refresh, replaceRow } from "./cache";
import { isOutdated, isTemporary } from "./problem";
import type { Change, Resource, Row } from "./resource";

export function useCreate({ key, create }: Resource) {
  return useMutation({
    mutationKey: [...key, "create"],
    mutationFn: create,
    onSettled: useRefresh(key, { created: true }),
  });
}

export function useUpdate({ key, update }: Resource) {
  const client = useQueryClient();
  return useMutation({
    mutationKey: [...key, "update"],
    mutationFn: update,
    onSuccess: (row) => replaceRow(client, key, row),
    onSettled: useRefresh(key),
  });
}

export function useRemove({ key, load, remove }: Resource) {
  const client = useQueryClient();
  return useMutation({
    mutationKey: [...key, "remove"],
    mutationFn: remove,
    onSuccess: (_, { id }) => dropRows(client, key, [id]),
    onError: (error, { id }) => {
      if (!isOutdated(error)) return;
      load(id).then((latest) => replaceRow(client, key, latest), noop);
    },
    onSettled: useRefresh(key),
  });
}

export function useRemoveMany({ key, removeMany }: Resource) {
  const client = useQueryClient();
  return useMutation({
    mutationKey: [...key, "remove"],
    mutationFn: (rows: Row[]) => removeMany(idsOf(rows)),
    onSuccess: (_, rows) => dropRows(client, key, idsOf(rows)),
    onSettled: useRefresh(key),
  });
}

function useRefresh(key: string[], options?: { created: boolean }) {
  const client = useQueryClient();
  return (_: unknown, error: unknown) => {
    // Only the last of several concurrent mutations refreshes. Before that, the server could still return
    // records that another mutation is deleting.
    if (!isTemporary(error) && client.isMutating({ mutationKey: key }) <= 1) {
      void refresh(client, options);
    }
  };
}

/** Returns the rows with all pending mutations applied optimistically. */
export function useExpectedRows<Item extends Row>({ key }: Resource, rows: Item[] | undefined) {
  const removals = usePending<Row | Row[]>([...key, "remove"]);
  const updates = usePending<Change<Partial<Item>>>([...key, "update"]);
  return useMemo(() => {
    if (removals.length + updates.length === 0) return rows;
    const gone = new Set(idsOf(removals.flat()));
    const bodies = new Map(updates.map(({ id, body }) => [id, body]));
    return rows?.filter(({ id }) => !gone.has(id)).map((row) => ({ ...row, ...bodies.get(row.id) }));
  }, [rows, removals, updates]);
}

function idsOf(rows: Row[]): number[] {
  return rows.map(({ id }) => id);
}

/** Returns the variables of all pending mutations. */
function usePending<Variables>(mutationKey: string[]): Variables[] {
  return useMutationState({
    filters: { mutationKey, status: "pending" },
    select: ({ state }: { state: MutationState }) => state.variables as Variables,
  });
}
