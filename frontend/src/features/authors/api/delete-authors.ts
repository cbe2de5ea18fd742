import { useDeleteMany } from "@/components/data-list/use-delete-many";
import { client } from "@/lib/api/client";
import { unwrap } from "@/lib/api/unwrap";

import { texts } from "../texts";
import { authorsKey } from "./list-authors";

function deleteAuthors(ids: number[]) {
  return unwrap(client.POST("/api/authors/batch-delete", { body: { ids } }));
}

export function useDeleteAuthors() {
  return useDeleteMany(authorsKey, texts.noun, deleteAuthors);
}
