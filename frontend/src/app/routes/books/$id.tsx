import { createFileRoute } from "@tanstack/react-router";

import { books } from "@/features/books/api";

import { idParams, loadRecord } from "../../resource-routes";

/** A record. ResourcePage renders its page; the form below opens over that page or over the list. */
export const Route = createFileRoute("/books/$id")({
  params: idParams,
  loader: ({ context, params }) => loadRecord(context, books, params.id),
});
