import { createFileRoute } from "@tanstack/react-router";

import { books, parseBooksSearch } from "@/features/books/api";
import { description } from "@/features/books/description";

import { ResourcePage } from "../../resource-page";
import { loadList } from "../../resource-routes";

export const Route = createFileRoute("/books")({
  validateSearch: parseBooksSearch,
  // Parsed again, because the router passes on unknown parameters, which the API rejects.
  loaderDeps: ({ search }) => parseBooksSearch({ ...search }),
  loader: ({ context, deps }) => loadList(context, books, deps),
  component: BooksPage,
});

function BooksPage() {
  return <ResourcePage description={description} search={Route.useLoaderDeps()} />;
}
