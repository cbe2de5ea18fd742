import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";

import { ChangeButton } from "@/components/change-button";
import { EntryList, EntryText } from "@/components/settings/entries";
import { Section } from "@/components/settings/section";
import { useChange } from "@/components/use-change";
import { formatTime } from "@/lib/format";

import { sessionsQuery, signOut } from "./api";
import type { AccountSession } from "./api";
import { texts as allTexts } from "./texts";

const texts = allTexts.sessions;

export function Sessions() {
  const query = useQuery(sessionsQuery);
  const signOutOthers = useChange(() => signOut(), {
    done: () => texts.signedOutOthers,
    failed: texts.failed,
  });
  return (
    <Section title={texts.title} description={texts.description}>
      <Stack>
        <EntryList query={query} texts={texts}>
          {(session) => <SessionEntry key={session.id} session={session} />}
        </EntryList>
        {query.data && query.data.items.length > 1 && (
          <ChangeButton w="fit-content" change={signOutOthers}>
            {texts.signOutOthers}
          </ChangeButton>
        )}
      </Stack>
    </Section>
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
