import { createFileRoute } from "@tanstack/react-router";

import { authors } from "@/features/authors/api";

import { idParams, loadRecord } from "../../resource-routes";

/** A record. ResourcePage renders its page; the form below opens over that page or over the list. */
export const Route = createFileRoute("/authors/$id")({
  params: idParams,
  loader: ({ context, params }) => loadRecord(context, authors, params.id),
});
