import { noop } from "@tanstack/react-query";
import { createFileRoute, Outlet } from "@tanstack/react-router";

import { authorsCountQuery } from "@/features/authors/api/count-authors";
import { authorsQuery } from "@/features/authors/api/list-authors";
import { AuthorsList } from "@/features/authors/components/authors-list";
import { parseAuthorsSearch } from "@/features/authors/search";

import { searchChange } from "../../list-routes";

/** The list stays where it is while the forms below it open over it. */
export const Route = createFileRoute("/authors")({
  validateSearch: parseAuthorsSearch,
  // Once more: the router hands on what it does not know, and the API refuses that.
  loaderDeps: ({ search }) => parseAuthorsSearch({ ...search }),
  loader: ({ context, deps }) => {
    context.queryClient.infiniteQuery(authorsQuery(deps)).catch(noop);
    context.queryClient.query(authorsCountQuery(deps)).catch(noop);
  },
  component: AuthorsPage,
});

function AuthorsPage() {
  const search = Route.useLoaderDeps();
  const navigate = Route.useNavigate();
  return (
    <>
      <AuthorsList
        search={search}
        onChange={(change) => {
          void navigate(searchChange(search, change));
        }}
      />
      <Outlet />
    </>
  );
}
