import { createFileRoute } from "@tanstack/react-router";

import { loadBook } from "@/features/books/api/get-book";
import { EditBook } from "@/features/books/components/edit-book";

import { readIdParam, useClose } from "../../list-routes";

export const Route = createFileRoute("/books/$bookId/edit")({
  params: {
    parse: ({ bookId }) => ({ bookId: readIdParam(bookId) }),
    stringify: ({ bookId }) => ({ bookId: String(bookId) }),
  },
  loader: ({ context, params }) => {
    loadBook(context.queryClient, params.bookId);
  },
  component: EditBookPage,
});

function EditBookPage() {
  const { bookId } = Route.useParams();
  const close = useClose("/books");
  return <EditBook key={bookId} id={bookId} onClose={close} />;
}
