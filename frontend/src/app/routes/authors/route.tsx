import { noop } from "@tanstack/react-query";
import { createFileRoute, Outlet } from "@tanstack/react-router";

import { authors, parseAuthorsSearch } from "@/features/authors/api";
import { AuthorsList } from "@/features/authors/list";
import { countQuery, listQuery } from "@/lib/api/queries";

import { searchChange } from "../../list-routes";

/** The list stays mounted while the forms of its child routes open over it. */
export const Route = createFileRoute("/authors")({
  validateSearch: parseAuthorsSearch,
  // Parsed again, because the router passes on unknown parameters, which the API rejects.
  loaderDeps: ({ search }) => parseAuthorsSearch({ ...search }),
  loader: ({ context, deps }) => {
    context.queryClient.infiniteQuery(listQuery(authors, deps)).catch(noop);
    context.queryClient.query(countQuery(authors.path, deps)).catch(noop);
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
