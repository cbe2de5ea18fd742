import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";

import { client } from "@/lib/api/client";
import { explainError } from "@/lib/api/problem";
import { changeSession, noSession } from "@/lib/api/session";
import { unwrap } from "@/lib/api/unwrap";
import { notifyFailure } from "@/lib/notify";

import { texts } from "./texts";

/** Returns a function that ends the session and goes to the first page. */
export function useSignOut() {
  const queries = useQueryClient();
  const router = useRouter();
  return async () => {
    try {
      await unwrap(client.DELETE("/api/session"));
    } catch (error) {
      notifyFailure({ title: texts.account.notSignedOut, message: explainError(error) });
      return;
    }
    await router.navigate({ to: "/" });
    changeSession(queries, noSession);
  };
}
