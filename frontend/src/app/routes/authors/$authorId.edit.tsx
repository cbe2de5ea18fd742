import { createFileRoute } from "@tanstack/react-router";

import { loadAuthor } from "@/features/authors/api/get-author";
import { EditAuthor } from "@/features/authors/components/edit-author";

import { readIdParam, useClose } from "../../list-routes";

export const Route = createFileRoute("/authors/$authorId/edit")({
  params: {
    parse: ({ authorId }) => ({ authorId: readIdParam(authorId) }),
    stringify: ({ authorId }) => ({ authorId: String(authorId) }),
  },
  loader: ({ context, params }) => {
    loadAuthor(context.queryClient, params.authorId);
  },
  component: EditAuthorPage,
});

function EditAuthorPage() {
  const { authorId } = Route.useParams();
  const close = useClose("/authors");
  return <EditAuthor key={authorId} id={authorId} onClose={close} />;
}
