import { noop, useQueryClient } from "@tanstack/react-query";

import { client } from "@/lib/api/client";
import { showNewRow } from "@/lib/api/new-rows";
import { unwrap } from "@/lib/api/unwrap";
import { useChange } from "@/lib/api/use-change";

import { bookSorts } from "../search";
import type { BookCreate } from "../types";
import { booksKey, listBooks } from "./list-books";

function createBook(body: BookCreate) {
  return unwrap(client.POST("/api/books", { body }));
}

export function useCreateBook() {
  const queryClient = useQueryClient();
  return useChange({
    key: booksKey,
    send: createBook,
    onSuccess: (record) => {
      const lists = { page: listBooks, usualSort: bookSorts[0] };
      showNewRow(queryClient, booksKey, record, lists).catch(noop);
    },
  });
}
