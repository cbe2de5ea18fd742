import { NativeSelect, Stack } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { TextField } from "@/components/request-fields";
import { RequestForm, useRequestForm } from "@/components/request-form";
import { Entry, EntryList } from "@/components/settings/entries";
import { Section } from "@/components/settings/section";
import { invitationCreationRules } from "@/lib/api/rules";
import { formatTime } from "@/lib/format";
import { notify } from "@/lib/notify";

import { invitationsQuery, invite, withdrawInvitation } from "./api";
import type { AssignableRole, Invitation } from "./api";
import { texts as allTexts } from "./texts";

const texts = allTexts.invitations;

export function Invitations() {
  return (
    <Section title={texts.title} description={texts.description}>
      <Stack>
        <EntryList query={useQuery(invitationsQuery)} texts={texts}>
          {(invitation) => <InvitationEntry key={invitation.id} invitation={invitation} />}
        </EntryList>
        <Invite />
      </Stack>
    </Section>
  );
}

function InvitationEntry({ invitation }: { invitation: Invitation }) {
  const { email, role, invited_by, expires_at } = invitation;
  return (
    <Entry
      name={email}
      mark={allTexts.roles[role]}
      detail={texts.detail(invited_by, formatTime(expires_at))}
      texts={texts}
      remove={() => withdrawInvitation(invitation)}
    />
  );
}

function Invite() {
  const queries = useQueryClient();
  const [role, setRole] = useState<AssignableRole>("member");
  const state = useRequestForm({
    rules: invitationCreationRules,
    labels: texts.fields,
    initialValues: { email: "" },
    send: async ({ email }) => {
      await invite({ email, role });
      state.form.reset();
      notify({ message: texts.sent(email.trim()) });
      await queries.invalidateQueries({ queryKey: invitationsQuery.queryKey });
    },
  });
  return (
    <RequestForm state={state} submitLabel={texts.submit}>
      <TextField {...state.form.getInputProps("email")} type="email" autoComplete="off" />
      <NativeSelect
        label={texts.role}
        data={Object.entries(texts.roles).map(([value, label]) => ({ value, label }))}
        value={role}
        onChange={({ currentTarget }) => setRole(currentTarget.value as AssignableRole)}
      />
    </RequestForm>
  );
}
