import { Stack, Text } from "@mantine/core";
import IconMailX from "@tabler/icons-react/icons/IconMailX";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";

import { ChangeButton } from "@/components/change-button";
import { ErrorState } from "@/components/error-state";
import { ButtonLink } from "@/components/links";
import { RequestAlert } from "@/components/request-form";
import { StateMessage } from "@/components/state-message";
import { client } from "@/lib/api/client";
import { failureOf } from "@/lib/api/failure";
import { describeError, isTemporary } from "@/lib/api/problem";
import { changeSession, noSession, useUser } from "@/lib/api/session";
import type { User } from "@/lib/api/session";
import { unwrap } from "@/lib/api/unwrap";

import { AccountCard } from "./account-card";
import { readFragment } from "./api";
import { NoToken } from "./choose-password";
import { acceptInvitation, invitationQuery } from "./invitation-api";
import type { InvitationPreview } from "./invitation-api";
import { InvitationSignUp } from "./invitation-sign-up";
import { invitationTexts as texts } from "./invitation-texts";
import { ProviderButton } from "./provider";
import { SignInForm } from "./sign-in-form";

/** The page that the link of an invitation opens. Opening it changes nothing; its button does. */
export function InvitationPage() {
  const { hash } = useLocation();
  const { token } = readFragment(hash);
  return token === undefined ? <NoToken /> : <Invitation token={token} hash={hash} />;
}

function Invitation({ token, hash }: { token: string; hash: string }) {
  const query = useQuery(invitationQuery(token));
  const user = useUser();
  const error = failureOf(query);
  if (error !== null) return <InvalidInvitation error={error} />;
  if (query.data === undefined) return null;
  const { team, email, invited_by } = query.data;
  return (
    <AccountCard title={texts.title(team)} description={texts.description(team, invited_by)}>
      {user ? (
        <Answer token={token} team={team} email={email} user={user} />
      ) : (
        <Start token={token} invitation={query.data} next={`/invitation#${hash}`} />
      )}
    </AccountCard>
  );
}

function InvalidInvitation({ error }: { error: unknown }) {
  if (isTemporary(error)) return <ErrorState error={error} />;
  return (
    <StateMessage
      order={1}
      role="alert"
      icon={<IconMailX aria-hidden size={26} />}
      title={texts.invalid}
      detail={describeError(error).detail}
      action={<ButtonLink to="/">{texts.home}</ButtonLink>}
    />
  );
}

interface AnswerProps {
  token: string;
  team: string;
  email: string;
  user: User;
}

/** For somebody who is signed in. */
function Answer({ token, team, email, user }: AnswerProps) {
  const accept = useMutation({ mutationFn: () => acceptInvitation(token) });
  if (user.email !== email) return <OtherAccount email={email} user={user} />;
  return (
    <Stack>
      <RequestAlert error={accept.error} />
      <ChangeButton variant="filled" change={accept}>
        {texts.accept(team)}
      </ChangeButton>
    </Stack>
  );
}

/** An invitation is for one address only. */
function OtherAccount({ email, user }: { email: string; user: User }) {
  const queries = useQueryClient();
  const signOut = useMutation({
    mutationFn: () => unwrap(client.DELETE("/api/session")),
    onSuccess: () => changeSession(queries, noSession),
  });
  return (
    <Stack>
      <RequestAlert error={signOut.error} />
      <Text size="sm">{texts.other.detail(user.email, email)}</Text>
      <ChangeButton change={signOut}>{texts.other.signOut}</ChangeButton>
    </Stack>
  );
}

interface StartProps {
  token: string;
  invitation: InvitationPreview;
  /** This page. */
  next: string;
}

/** For a visitor: signing up or, with an account, signing in, after which the page shows the answer. */
function Start({ token, invitation: { email, has_account }, next }: StartProps) {
  return (
    <>
      {has_account ? (
        <>
          <Text size="sm">{texts.signIn(email)}</Text>
          <SignInForm email={email} onSignedIn={() => undefined} />
        </>
      ) : (
        <InvitationSignUp token={token} email={email} />
      )}
      <ProviderButton next={next} />
    </>
  );
}
