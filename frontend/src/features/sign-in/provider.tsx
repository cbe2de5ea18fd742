import { Button } from "@mantine/core";
import { useWindowEvent } from "@mantine/hooks";
import { noop, queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";

import { ChangeButton } from "@/components/change-button";
import { ButtonLink } from "@/components/links";
import { RequestAlert } from "@/components/request-form";
import { client } from "@/lib/api/client";
import { explainError } from "@/lib/api/problem";
import { changeSession } from "@/lib/api/session";
import { unwrap } from "@/lib/api/unwrap";
import { notifyFailure } from "@/lib/notify";

import { AccountCard } from "./account-card";
import { isConfirmation, nextAfterProvider, rememberNext } from "./provider-return";
import type { ProviderResult, Purpose } from "./provider-return";
import { SecondStep } from "./second-step";
import { texts as allTexts } from "./texts";

const texts = allTexts.provider;

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
      rememberNext(next, purpose);
      window.location.assign(url);
    },
    onError: (error) => {
      const title = purpose === "sign-in" ? texts.failed : texts.confirmFailed;
      notifyFailure({ title, message: explainError(error) });
    },
  });
  if (!name) return null;
  return (
    <ChangeButton change={start} loading={start.isPending || start.isSuccess}>
      {texts.continue(name)}
    </ChangeButton>
  );
}

/** Continues at the identity provider in another tab, because this one has something to lose. */
export function ProviderLink({ onSignedIn }: { onSignedIn: () => void }) {
  const name = useQuery(providerQuery).data?.name;
  const queries = useQueryClient();
  useWindowEvent("focus", () => {
    unwrap(client.GET("/api/session")).then((session) => {
      if (session.user === null) return;
      changeSession(queries, session);
      onSignedIn();
    }, noop);
  });
  if (!name) return null;
  return (
    <Button variant="default" component="a" href="/sign-in" target="_blank">
      {texts.continueElsewhere(name)}
    </Button>
  );
}

/** The page after the return, if the session has not started or is not confirmed. */
export function ProviderPage({ result }: { result: ProviderResult }) {
  const { history, navigate } = useRouter();
  const error = result && "error" in result ? result.error : null;
  const goOn = () => void navigate(nextAfterProvider());
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
        <SecondStep onSignedIn={goOn} onRestart={() => history.replace("/sign-in")} />
      ) : (
        <>
          <RequestAlert error={error} />
          <ButtonLink to="/sign-in">{texts.back}</ButtonLink>
        </>
      )}
    </AccountCard>
  );
}
