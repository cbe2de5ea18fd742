import { useDeleteMany } from "@/components/data-list/use-delete-many";
import { client } from "@/lib/api/client";
import { unwrap } from "@/lib/api/unwrap";

import { texts } from "../texts";
import { booksKey } from "./list-books";

function deleteBooks(ids: number[]) {
  return unwrap(client.POST("/api/books/batch-delete", { body: { ids } }));
}

export function useDeleteBooks() {
  return useDeleteMany(booksKey, texts.noun, deleteBooks);
}
