import { Stack } from "@mantine/core";
import IconDownload from "@tabler/icons-react/icons/IconDownload";

import { ChangeButton } from "@/components/change-button";
import { ErrorState } from "@/components/error-state";
import { PageHeader } from "@/components/page-header";
import { Section } from "@/components/settings/section";
import { useChange } from "@/components/use-change";
import { useSessionFailure, useUser } from "@/lib/api/session";

import { Email, Password, Profile } from "./account-forms";
import { downloadData } from "./api";
import { ApiTokens } from "./api-tokens";
import { Deletion, ScheduledDeletion } from "./deletion";
import { Passkeys } from "./passkeys";
import { SecondFactor } from "./second-factor";
import { Sessions } from "./sessions";
import { texts } from "./texts";

/** The account of the user. */
export function SettingsPage() {
  const user = useUser();
  const download = useChange(downloadData, { failed: texts.data.failed });
  const failure = useSessionFailure();
  if (failure !== null) return <ErrorState error={failure} />;
  // Signed out in another tab: the request for the sessions leads to the sign-in page.
  if (!user) return null;
  return (
    <Stack gap="lg" maw="60rem" mx="auto">
      <PageHeader title={texts.title} description={texts.description} />
      {user.deletes_on !== null && <ScheduledDeletion date={user.deletes_on} />}
      <Profile user={user} />
      <Email user={user} />
      <Password user={user} />
      <SecondFactor />
      <Passkeys />
      <Sessions />
      <ApiTokens />
      <Section title={texts.data.title} description={texts.data.description}>
        <ChangeButton leftSection={<IconDownload aria-hidden size={16} />} change={download}>
          {texts.data.download}
        </ChangeButton>
      </Section>
      {user.deletes_on === null && <Deletion />}
    </Stack>
  );
}
