import { noop, useMutation, useQueryClient } from "@tanstack/react-query";
import type { QueryKey } from "@tanstack/react-query";

import { changeRows, refreshAfterChange } from "./cached-lists";
import type { Change } from "./cached-lists";
import { isOutdated, isTemporary } from "./problem";
import type { Row } from "./rows";

/** What to change of a record, and of which version of it. */
export interface VersionedChange<Body> {
  id: number;
  version: number;
  body: Body;
}

interface ChangeOptions<Variables, Answer, R extends Row> {
  /** Begins the keys of the queries about such records. */
  key: QueryKey;
  send: (variables: Variables) => Promise<Answer>;
  /** What becomes of a cached record: at once without the answer, and for good with it. */
  change?: (variables: Variables, answer?: Answer) => Change<R>;
  /** The record as it is by now: shown where the server refuses a change of an older version. */
  latest?: (variables: Variables) => Promise<R>;
  /** These are called even when the component has gone in the meantime. */
  onSuccess?: (answer: Answer, variables: Variables) => void;
  onError?: (error: unknown, variables: Variables) => void;
}

/**
 * A change of records that shows in all lists at once, and goes away when the server refuses it. A
 * record that is new has no id before the server gave it one: it shows with the answer.
 */
export function useChange<Variables, Answer, R extends Row = Row>(
  options: ChangeOptions<Variables, Answer, R>,
) {
  const { key, send, change, latest, onSuccess, onError } = options;
  const client = useQueryClient();
  const show = (row: R) => changeRows<R>(client, key, (each) => (each.id === row.id ? row : each));
  return useMutation({
    mutationKey: key,
    mutationFn: send,
    onMutate: async (variables: Variables) => {
      if (change === undefined) return undefined;
      // An answer that is on its way would bring back what was before. One that nothing stands in
      // for is left to arrive.
      const predicate = ({ state }: { state: { data: unknown } }) => state.data !== undefined;
      await client.cancelQueries({ queryKey: key, predicate });
      return changeRows(client, key, change(variables));
    },
    onSuccess: (answer, variables) => {
      if (change) changeRows(client, key, change(variables, answer));
      onSuccess?.(answer, variables);
    },
    onError: (error, variables, undo) => {
      undo?.();
      if (isOutdated(error)) latest?.(variables).then(show, noop);
      onError?.(error, variables);
    },
    onSettled: (_answer, error) => {
      if (!isTemporary(error)) refreshAfterChange(client, key);
    },
  });
}
