import { queryOptions, useQuery } from "@tanstack/react-query";

import { client } from "@/lib/api/client";
import { unwrap } from "@/lib/api/unwrap";

import { booksKey } from "./list-books";

function getBook(id: number, signal: AbortSignal) {
  return unwrap(client.GET("/api/books/{book_id}", { params: { path: { book_id: id } }, signal }));
}

export function bookQuery(id: number) {
  return queryOptions({
    queryKey: [...booksKey, "one", id],
    queryFn: ({ signal }) => getBook(id, signal),
  });
}

export function useBook(id: number) {
  return useQuery(bookQuery(id));
}
