import { noop } from "@tanstack/react-query";
import { createFileRoute, Outlet } from "@tanstack/react-router";

import { books, parseBooksSearch } from "@/features/books/api";
import { BooksList } from "@/features/books/list";
import { countQuery, listQuery } from "@/lib/api/queries";

import { searchChange } from "../../list-routes";

/** The list stays where it is while the forms below it open over it. */
export const Route = createFileRoute("/books")({
  validateSearch: parseBooksSearch,
  // Once more: the router hands on what it does not know, and the API refuses that.
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
