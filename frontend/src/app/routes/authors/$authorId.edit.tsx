import { noop } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";

import { authorQuery } from "@/features/authors/api/get-author";
import { EditAuthor } from "@/features/authors/components/edit-author";

import { readIdParam } from "../../read-id-param";
import { useClose } from "../../use-close";

export const Route = createFileRoute("/authors/$authorId/edit")({
  params: {
    parse: ({ authorId }) => ({ authorId: readIdParam(authorId) }),
    stringify: ({ authorId }) => ({ authorId: String(authorId) }),
  },
  loader: ({ context, params }) => {
    context.queryClient.query(authorQuery(params.authorId)).catch(noop);
  },
  component: EditAuthorPage,
});

function EditAuthorPage() {
  const { authorId } = Route.useParams();
  const close = useClose("/authors");
  return <EditAuthor key={authorId} id={authorId} onClose={close} />;
}
