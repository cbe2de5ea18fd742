import { useQuery } from "@tanstack/react-query";
import { createContext, use } from "react";

import { countQuery } from "@/lib/api/queries";
import type { Resource, Row } from "@/lib/api/resource";
import { formatCount, formatNames } from "@/lib/format";
import type { Noun } from "@/lib/format";

import { formTexts } from "./form-texts";

/** Records that the database deletes together with a record that they refer to. */
export interface Cascade {
  path: string;
  noun: Noun;
  /** The parameter that filters the list of these records by the one that they refer to. */
  filter: string;
  /** Whether other records are deleted together with these. */
  goesOn: boolean;
}

/** Finds what is deleted together with the records at a path of the API. Only the app knows all features. */
export const CascadesContext = createContext<(path: string) => Promise<Cascade[]>>(() => Promise.resolve([]));

/** Returns what else the deletion of records deletes, as a sentence; undefined if nothing or not yet known. */
export function useAlsoDeleted({ path }: Resource, records: readonly Row[]): string | undefined {
  const find = use(CascadesContext);
  const [record, ...others] = records;
  const { data } = useQuery({
    queryKey: ["cascades", path, records.map(({ id }) => id)],
    queryFn: async ({ client }) => {
      const cascades = await find(path);
      const goesOn = cascades.some((each) => each.goesOn);
      if (record === undefined || cascades.length === 0) return null;
      // Of several records, the API cannot count them at once.
      if (others.length > 0)
        return formTexts.remove.alsoTheir(names(cascades.map(({ noun }) => noun.other)), goesOn);
      const counts = await Promise.all(
        cascades.map(async ({ path: other, noun, filter }) => {
          const { count } = await client.query({
            ...countQuery(other, { [filter]: record.id }),
            staleTime: 0,
          });
          return count > 0 ? [formatCount(count, noun)] : [];
        }),
      );
      return counts.flat().length > 0 ? formTexts.remove.also(names(counts.flat()), goesOn) : null;
    },
    staleTime: 0,
  });
  return data ?? undefined;
}

function names(nouns: string[]): string {
  return formatNames([...new Set(nouns)], nouns.length);
}
