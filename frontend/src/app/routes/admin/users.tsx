import { noop } from "@tanstack/react-query";
import { createFileRoute } from "@tanstack/react-router";

import { parseUsersSearch, usersQuery } from "@/features/users/api";
import { UsersPage } from "@/features/users/users-page";

import { administratorsOnly } from "../../administrators-only";

export const Route = createFileRoute("/admin/users")({
  validateSearch: parseUsersSearch,
  beforeLoad: administratorsOnly,
  loaderDeps: ({ search }) => parseUsersSearch({ ...search }),
  loader: ({ context: { queryClient }, deps }) => {
    queryClient.infiniteQuery(usersQuery(deps)).catch(noop);
  },
  component: Users,
});

function Users() {
  return <UsersPage search={Route.useLoaderDeps()} />;
}
