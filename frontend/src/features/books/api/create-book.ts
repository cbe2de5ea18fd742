import { client } from "@/lib/api/client";
import { unwrap } from "@/lib/api/unwrap";
import { useChange } from "@/lib/api/use-change";

import type { BookCreate } from "../types";
import { booksKey } from "./list-books";

function createBook(body: BookCreate) {
  return unwrap(client.POST("/api/books", { body }));
}

export function useCreateBook() {
  return useChange({ key: booksKey, send: createBook });
}
