import { noop } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";

import { authors } from "@/features/authors/api";
import { EditAuthor } from "@/features/authors/form";
import { recordQuery } from "@/lib/api/queries";

import { readIdParam, useClose } from "../../list-routes";

export const Route = createFileRoute("/authors/$authorId/edit")({
  params: {
    parse: ({ authorId }) => ({ authorId: readIdParam(authorId) }),
    stringify: ({ authorId }) => ({ authorId: String(authorId) }),
  },
  loader: ({ context: { queryClient }, params }) => {
    queryClient.query(recordQuery(queryClient, authors, params.authorId)).catch(noop);
  },
  component: EditAuthorPage,
});

function EditAuthorPage() {
  const { authorId } = Route.useParams();
  const close = useClose("/authors");
  return <EditAuthor key={authorId} id={authorId} onClose={close} />;
}
