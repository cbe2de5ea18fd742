import { noop, useQueryClient } from "@tanstack/react-query";

import { client } from "@/lib/api/client";
import { showNewRow } from "@/lib/api/new-rows";
import { unwrap } from "@/lib/api/unwrap";
import { useChange } from "@/lib/api/use-change";

import { authorSorts } from "../search";
import type { AuthorCreate } from "../types";
import { authorsKey, listAuthors } from "./list-authors";

function createAuthor(body: AuthorCreate) {
  return unwrap(client.POST("/api/authors", { body }));
}

export function useCreateAuthor() {
  const queryClient = useQueryClient();
  return useChange({
    key: authorsKey,
    send: createAuthor,
    onSuccess: (record) => {
      const lists = { page: listAuthors, usualSort: authorSorts[0] };
      showNewRow(queryClient, authorsKey, record, lists).catch(noop);
    },
  });
}
