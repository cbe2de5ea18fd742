import type { QueryClient } from "@tanstack/react-query";
import { redirect } from "@tanstack/react-router";

import { findUser } from "@/lib/api/session";

interface Navigation {
  context: { queryClient: QueryClient };
  location: { href: string; pathname: string };
}

interface Access {
  isAdministrator?: boolean;
}

const needsUser = /\/(new|edit)$|^\/(settings|admin)(\/|$)/;

/** Sends visitors of a page that needs a session to the sign-in page, which comes back to it. */
export async function checkAccess({ context: { queryClient }, location }: Navigation): Promise<Access> {
  if (!needsUser.test(location.pathname)) return {};
  const user = await findUser(queryClient);
  if (user === null) throw redirect({ to: "/sign-in", search: { next: location.href } });
  // If the API cannot be reached, the page says so.
  return { isAdministrator: user === undefined || user.is_admin };
}
