import { queryOptions, useQueryClient } from "@tanstack/react-query";

import { client } from "@/lib/api/client";
import type { components } from "@/lib/api/schema";
import { changeSession } from "@/lib/api/session";
import { unwrap } from "@/lib/api/unwrap";
import { readText } from "@/lib/search-params";
import type { RawSearch } from "@/lib/search-params";

type Schemas = components["schemas"];

/** The users whom a click signs in, in development. In production, this part of the API does not exist. */
export const developmentUsersQuery = queryOptions({
  queryKey: ["development-users"],
  queryFn: ({ signal }) => unwrap(client.GET("/api/dev/users", { signal })),
  enabled: import.meta.env.DEV,
});

/** Returns the requests that start a session. */
export function useSignIn() {
  const queries = useQueryClient();
  const start = async (request: Promise<Schemas["Session"]>) => changeSession(queries, await request);
  return {
    /** Resolves to whether a code is needed to finish. */
    signIn: async (body: Schemas["SignIn"]) => {
      const { second_factor, ...session } = await unwrap(client.POST("/api/session", { body }));
      if (session.user !== null) changeSession(queries, session);
      return second_factor.length > 0;
    },
    enterCode: (body: Schemas["SecondFactorCode"]) =>
      start(unwrap(client.POST("/api/session/second-factor", { body }))),
    signInAs: (user_id: number) => start(unwrap(client.POST("/api/dev/session", { body: { user_id } }))),
    confirmSignUp: (body: Schemas["TokenAndPassword"]) =>
      start(unwrap(client.POST("/api/sign-up/confirm", { body }))),
  };
}

/** How the user can confirm their identity now. */
export const confirmationMethodsQuery = queryOptions({
  queryKey: ["confirmation-methods"],
  queryFn: ({ signal }) => unwrap(client.GET("/api/session/confirm", { signal })),
  gcTime: 0,
  retry: false,
});

export function confirmIdentity(body: Schemas["Confirmation"]) {
  return unwrap(client.POST("/api/session/confirm", { body }));
}

export function signUp(body: Schemas["SignUp"]) {
  return unwrap(client.POST("/api/sign-up", { body }));
}

export function requestReset(body: Schemas["PasswordRequest"]) {
  return unwrap(client.POST("/api/password/forgot", { body }));
}

export function resetPassword(body: Schemas["TokenAndPassword"]) {
  return unwrap(client.POST("/api/password/reset", { body }));
}

export function confirmEmail(token: string) {
  return unwrap(client.POST("/api/account/email/confirm", { body: { token } }));
}

/** The URL parameters of the sign-in page. */
export interface SignInSearch {
  /** The page to continue with. */
  next?: string | undefined;
}

export function parseSignInSearch(raw: RawSearch): SignInSearch {
  return { next: readNext(raw.next) };
}

/** Reads the address of a page of this site. Another site's would let anyone send people there with our link. */
function readNext(raw: unknown): string | undefined {
  const text = readText(raw);
  const { origin } = window.location;
  if (!text?.startsWith("/") || !URL.canParse(text, origin)) return undefined;
  const url = new URL(text, origin);
  // A path such as /.//example.com becomes //example.com, the address of another site.
  const isHere = url.origin === origin && !url.pathname.startsWith("//");
  return isHere ? url.href.slice(origin.length) : undefined;
}

/** Reads the part of a mailed link that no server sees, such as #token=… */
export function readFragment(hash: string): { token: string | undefined; email: string | undefined } {
  const values = new URLSearchParams(hash.replace(/^#/, ""));
  return { token: readText(values.get("token")), email: readText(values.get("email")) };
}
