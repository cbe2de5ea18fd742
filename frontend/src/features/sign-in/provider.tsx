import { Button } from "@mantine/core";
import { queryOptions, useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";

import { ButtonLink } from "@/components/links";
import { RequestAlert } from "@/components/request-form";
import { client } from "@/lib/api/client";
import { describeError } from "@/lib/api/problem";
import { unwrap } from "@/lib/api/unwrap";
import { notifyFailure } from "@/lib/notify";

import { AccountCard } from "./account-card";
import { nextAfterProvider, rememberNext } from "./provider-return";
import type { ProviderResult } from "./provider-return";
import { SecondStep } from "./second-step";
import { texts as allTexts } from "./texts";

const texts = allTexts.provider;

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
      rememberNext(next);
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
