import { Button } from "@mantine/core";
import { queryOptions, useMutation, useQuery } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";

import { ButtonLink } from "@/components/links";
import { RequestAlert } from "@/components/request-form";
import { client } from "@/lib/api/client";
import { describeError } from "@/lib/api/problem";
import type { components } from "@/lib/api/schema";
import { changeSession } from "@/lib/api/session";
import { unwrap } from "@/lib/api/unwrap";
import { notifyFailure } from "@/lib/notify";
// region teams
import { readTeamPath, teamPath } from "@/lib/team-path";
// endregion

import { AccountCard } from "./account-card";
import { SecondStep } from "./second-step";
import { texts as allTexts } from "./texts";

const texts = allTexts.provider;

/** The page to continue with, while the user is at the provider. */
const NEXT = "sign-in-next";

const providerQuery = queryOptions({
  queryKey: ["identity-provider"],
  queryFn: ({ signal }) => unwrap(client.GET("/api/session/provider", { signal })),
  staleTime: "static",
});

/** Continues at the identity provider of this installation, if it has one. */
export function ProviderButton({ next = "/" }: { next?: string | undefined }) {
  const name = useQuery(providerQuery).data?.name;
  const start = useMutation({
    mutationFn: () => unwrap(client.POST("/api/session/provider/start")),
    onSuccess: ({ url }) => {
      sessionStorage.setItem(NEXT, teamPath() + next);
      window.location.assign(url);
    },
    onError: (error) => {
      notifyFailure({ title: texts.failed, message: describeError(error).detail });
    },
  });
  if (!name) return null;
  return (
    <Button
      variant="default"
      loading={start.isPending || start.isSuccess}
      onClick={() => {
        start.mutate();
      }}
    >
      {texts.continue(name)}
    </Button>
  );
}

/** What came of the return from the provider: nothing if the session has started. */
export type ProviderResult = { error: unknown } | { needsCode: true } | undefined;

/** Starts a session with what the provider added to the address. */
export async function finishAtProvider(
  queries: QueryClient,
  body: components["schemas"]["IdentityCode"],
): Promise<ProviderResult> {
  try {
    const { second_factor, ...session } = await unwrap(client.POST("/api/session/provider/finish", { body }));
    if (second_factor.length > 0) return { needsCode: true };
    changeSession(queries, session);
    return undefined;
  } catch (error) {
    return { error };
  }
}

/** Where to go after the return. */
export function nextAfterProvider() {
  const href = sessionStorage.getItem(NEXT) ?? "/";
  return {
    href,
    replace: true,
    // region teams
    // The provider's page always leads to an address without a team.
    reloadDocument: readTeamPath(href) !== "",
    // endregion
  };
}

/** The page after the return, if the session has not started. */
export function ProviderPage({ result }: { result: ProviderResult }) {
  const { history, navigate } = useRouter();
  const error = result && "error" in result ? result.error : null;
  return (
    <AccountCard title={allTexts.signIn.title}>
      {error === null ? (
        <SecondStep
          onSignedIn={() => {
            void navigate(nextAfterProvider());
          }}
          onRestart={() => {
            history.replace("/sign-in");
          }}
        />
      ) : (
        <>
          <RequestAlert error={error} />
          <ButtonLink to="/sign-in">{texts.back}</ButtonLink>
        </>
      )}
    </AccountCard>
  );
}
