import { createFileRoute } from "@tanstack/react-router";

import { authors, parseAuthorsSearch } from "@/features/authors/api";
import { description } from "@/features/authors/description";

import { ResourcePage } from "../../resource-page";
import { loadList } from "../../resource-routes";

export const Route = createFileRoute("/authors")({
  validateSearch: parseAuthorsSearch,
  // Parsed again, because the router passes on unknown parameters, which the API rejects.
  loaderDeps: ({ search }) => parseAuthorsSearch({ ...search }),
  loader: ({ context, deps }) => loadList(context, authors, deps),
  component: AuthorsPage,
});

function AuthorsPage() {
  return <ResourcePage description={description} search={Route.useLoaderDeps()} />;
}
