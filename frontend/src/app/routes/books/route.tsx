import { noop } from "@tanstack/react-query";
import { createFileRoute, Outlet } from "@tanstack/react-router";

import { books, parseBooksSearch } from "@/features/books/api";
import { BooksList } from "@/features/books/list";
import { countQuery, listQuery } from "@/lib/api/queries";

import { searchChange } from "../../list-routes";

/** The list stays mounted while the forms of its child routes open over it. */
export const Route = createFileRoute("/books")({
  validateSearch: parseBooksSearch,
  // Parsed again, because the router passes on unknown parameters, which the API rejects.
  loaderDeps: ({ search }) => parseBooksSearch({ ...search }),
  loader: ({ context, deps }) => {
    context.queryClient.infiniteQuery(listQuery(books, deps)).catch(noop);
    context.queryClient.query(countQuery(books.path, deps)).catch(noop);
  },
  component: BooksPage,
});

function BooksPage() {
  const search = Route.useLoaderDeps();
  const navigate = Route.useNavigate();
  return (
    <>
      <BooksList
        search={search}
        onChange={(change) => {
          void navigate(searchChange(search, change));
        }}
      />
      <Outlet />
    </>
  );
}
