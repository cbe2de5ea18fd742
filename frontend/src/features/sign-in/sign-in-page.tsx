import { Anchor, Stack, Text } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useRouter } from "@tanstack/react-router";

import { LoadingButton } from "@/components/loading-button";
import { explainError } from "@/lib/api/problem";
import { notifyFailure } from "@/lib/notify";

import { AccountCard } from "./account-card";
import { developmentUsersQuery, useSignIn } from "./api";
import type { SignInSearch } from "./api";
import { ProviderButton } from "./provider";
import { SignInForm } from "./sign-in-form";
import { texts } from "./texts";

export function SignInPage({ search }: { search: SignInSearch }) {
  const router = useRouter();
  const { title, description } = texts.signIn;
  const onSignedIn = () => {
    // Going back should not lead to this page.
    void router.navigate({ href: search.next ?? "/", replace: true });
  };
  return (
    <AccountCard
      title={title}
      description={search.next === undefined ? description : texts.signIn.continue}
      footer={
        <>
          {texts.signIn.noAccount}{" "}
          <Anchor size="sm" underline="always" renderRoot={(anchor) => <Link to="/sign-up" {...anchor} />}>
            {texts.signIn.signUp}
          </Anchor>
        </>
      }
    >
      <SignInForm onSignedIn={onSignedIn} />
      <ProviderButton next={search.next} />
      <Anchor size="sm" ta="center" renderRoot={(anchor) => <Link to="/forgot-password" {...anchor} />}>
        {texts.signIn.forgot}
      </Anchor>
      <DevelopmentUsers onSignedIn={onSignedIn} />
    </AccountCard>
  );
}

/** Signs in with a click, in development. */
function DevelopmentUsers({ onSignedIn }: { onSignedIn: () => void }) {
  const users = useQuery(developmentUsersQuery).data?.items ?? [];
  const { signInAs } = useSignIn();
  const change = useMutation({
    mutationFn: signInAs,
    onSuccess: onSignedIn,
    onError: (error) => notifyFailure({ title: texts.development.failed, message: explainError(error) }),
  });
  if (users.length === 0) return null;
  return (
    <Stack gap="xs" component="section" aria-label={texts.development.title}>
      <Text size="sm" c="dimmed">
        {texts.development.title}
      </Text>
      {users.map(({ id, name }) => (
        <LoadingButton
          key={id}
          variant="default"
          loading={change.isPending && change.variables === id}
          onClick={() => change.mutate(id)}
        >
          {texts.development.signInAs(name)}
        </LoadingButton>
      ))}
    </Stack>
  );
}
