import { Skeleton, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { ErrorState } from "@/components/error-state";
import { ChangeButton } from "@/components/change-button";
import { EntryText } from "@/components/settings/entries";
import { Section } from "@/components/settings/section";
import classes from "@/components/settings/settings.module.css";
import { useChange } from "@/components/use-change";
import { failureOf } from "@/lib/api/failure";
import { formatTime } from "@/lib/format";

import { sessionsQuery, signOut } from "./api";
import type { AccountSession } from "./api";
import { texts as allTexts } from "./texts";

const texts = allTexts.sessions;

export function Sessions() {
  return (
    <Section title={texts.title} description={texts.description}>
      <SessionList />
    </Section>
  );
}

function SessionList() {
  const query = useQuery(sessionsQuery);
  const error = failureOf(query);
  const signOutOthers = useChange(() => signOut(), {
    done: () => texts.signedOutOthers,
    failed: texts.failed,
  });
  if (query.data === undefined) return error === null ? <Skeleton h={48} /> : <ErrorState error={error} />;
  const { items } = query.data;
  return (
    <Stack align="flex-start">
      <ul className={classes.entries} aria-label={texts.list}>
        {items.map((session) => (
          <SessionEntry key={session.id} session={session} />
        ))}
      </ul>
      {items.length > 1 && <ChangeButton change={signOutOthers}>{texts.signOutOthers}</ChangeButton>}
    </Stack>
  );
}

function SessionEntry({ session }: { session: AccountSession }) {
  const { device, address, last_seen_at, is_current } = session;
  const end = useChange(() => signOut(session), {
    done: () => texts.signedOut(device),
    failed: texts.failed,
  });
  return (
    <li>
      <EntryText
        name={device}
        marks={is_current ? [texts.current] : []}
        detail={texts.lastSeen(address, formatTime(last_seen_at))}
      />
      {!is_current && (
        <ChangeButton size="xs" flex="none" aria-label={texts.signOutOf(device)} change={end}>
          {texts.signOut}
        </ChangeButton>
      )}
    </li>
  );
}
