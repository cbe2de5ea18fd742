import { noop } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";

import { books } from "@/features/books/api";
import { EditBook } from "@/features/books/form";
import { recordQuery } from "@/lib/api/queries";

import { readIdParam, useClose } from "../../list-routes";

export const Route = createFileRoute("/books/$bookId/edit")({
  params: {
    parse: ({ bookId }) => ({ bookId: readIdParam(bookId) }),
    stringify: ({ bookId }) => ({ bookId: String(bookId) }),
  },
  loader: ({ context: { queryClient }, params }) => {
    queryClient.query(recordQuery(queryClient, books, params.bookId)).catch(noop);
  },
  component: EditBookPage,
});

function EditBookPage() {
  const { bookId } = Route.useParams();
  const close = useClose("/books");
  return <EditBook key={bookId} id={bookId} onClose={close} />;
}
