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

/** The page to continue with, and what the return is for, while the user is at the provider. */
const NEXT = "sign-in-next";
const PURPOSE = "sign-in-purpose";

type Purpose = "sign-in" | "confirmation";

const startPaths = {
  "sign-in": "/api/session/provider/start",
  confirmation: "/api/session/confirm/provider/start",
} as const;

const providerQuery = queryOptions({
  queryKey: ["identity-provider"],
  queryFn: ({ signal }) => unwrap(client.GET("/api/session/provider", { signal })),
  staleTime: "static",
});

interface ProviderButtonProps {
  next?: string | undefined;
  purpose?: Purpose;
}

/** Continues at the identity provider of this installation, if it has one. */
export function ProviderButton({ next = "/", purpose = "sign-in" }: ProviderButtonProps) {
  const name = useQuery(providerQuery).data?.name;
  const start = useMutation({
    mutationFn: () => unwrap(client.POST(startPaths[purpose])),
    onSuccess: ({ url }) => {
      sessionStorage.setItem(NEXT, teamPath() + next);
      sessionStorage.setItem(PURPOSE, purpose);
      window.location.assign(url);
    },
    onError: (error) => {
      const title = purpose === "sign-in" ? texts.failed : texts.confirmFailed;
      notifyFailure({ title, message: describeError(error).detail });
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

function isConfirmation(): boolean {
  return sessionStorage.getItem(PURPOSE) === ("confirmation" satisfies Purpose);
}

/** What came of the return from the provider: nothing if the session has started or is confirmed. */
export type ProviderResult = { error: unknown } | { needsCode: true } | undefined;

/** Starts a session, or confirms the user's identity, with what the provider added to the address. */
export async function finishAtProvider(
  queries: QueryClient,
  body: components["schemas"]["IdentityCode"],
): Promise<ProviderResult> {
  try {
    if (isConfirmation()) {
      await unwrap(client.POST("/api/session/confirm/provider", { body }));
      return undefined;
    }
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

/** The page after the return, if the session has not started or is not confirmed. */
export function ProviderPage({ result }: { result: ProviderResult }) {
  const { history, navigate } = useRouter();
  const error = result && "error" in result ? result.error : null;
  const goOn = () => {
    void navigate(nextAfterProvider());
  };
  if (isConfirmation()) {
    return (
      <AccountCard title={allTexts.dialogs.confirm.title}>
        <RequestAlert error={error} />
        <Button onClick={goOn}>{texts.backToPage}</Button>
      </AccountCard>
    );
  }
  return (
    <AccountCard title={allTexts.signIn.title}>
      {error === null ? (
        <SecondStep
          onSignedIn={goOn}
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
