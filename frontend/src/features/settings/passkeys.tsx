import { Button, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";

import { Dialog } from "@/components/dialog";
import { TextField } from "@/components/request-fields";
import { RequestForm, useRequestForm } from "@/components/request-form";
import { Entry, EntryList } from "@/components/settings/entries";
import { Section } from "@/components/settings/section";
import { ApiError } from "@/lib/api/problem";
import { passkeyUpdateRules } from "@/lib/api/rules";
import { formatTime } from "@/lib/format";
import { notify, notifyFailure } from "@/lib/notify";

import { addPasskey, passkeysQuery, removePasskey, renamePasskey } from "./security-api";
import type { Passkey } from "./security-api";
import { securityTexts } from "./security-texts";

const texts = securityTexts.passkeys;

export function Passkeys() {
  return (
    <Section title={texts.title} description={texts.description}>
      <Stack>
        <EntryList query={useQuery(passkeysQuery)} texts={texts}>
          {(passkey) => <PasskeyEntry key={passkey.id} passkey={passkey} />}
        </EntryList>
        {"PublicKeyCredential" in window ? <AddPasskey /> : <Text size="sm">{texts.unsupported}</Text>}
      </Stack>
    </Section>
  );
}

function PasskeyEntry({ passkey }: { passkey: Passkey }) {
  const { name, is_synced, created_at, last_used_at } = passkey;
  const [renaming, { open, close }] = useDisclosure();
  return (
    <Entry
      name={name}
      mark={is_synced ? texts.synced : undefined}
      detail={texts.used(formatTime(created_at), last_used_at && formatTime(last_used_at))}
      texts={texts}
      remove={() => removePasskey(passkey)}
    >
      <Button size="xs" variant="default" aria-label={texts.renameOf(name)} onClick={open}>
        {texts.rename}
      </Button>
      {renaming && <RenamePasskey passkey={passkey} onClose={close} />}
    </Entry>
  );
}

function RenamePasskey({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) {
  const queries = useQueryClient();
  const state = useRequestForm({
    rules: passkeyUpdateRules,
    labels: texts.fields,
    initialValues: { name: passkey.name },
    send: async ({ name }) => {
      await renamePasskey(passkey, { name });
      await queries.invalidateQueries({ queryKey: passkeysQuery.queryKey });
      notify({ message: texts.renamed(name) });
      onClose();
    },
  });
  return (
    <Dialog title={texts.renameOf(passkey.name)} onClose={onClose}>
      <RequestForm state={state} submitLabel={texts.rename}>
        <TextField {...state.form.getInputProps("name")} autoComplete="off" data-autofocus />
      </RequestForm>
    </Dialog>
  );
}

function AddPasskey() {
  const queries = useQueryClient();
  const state = useRequestForm({
    rules: passkeyUpdateRules,
    labels: texts.fields,
    initialValues: { name: "" },
    send: async ({ name }) => {
      try {
        await addPasskey(name);
      } catch (error) {
        if (error instanceof ApiError) throw error;
        notifyFailure({ title: texts.canceled, message: isKnownDevice(error) ? texts.exists : "" });
        return;
      }
      state.form.reset();
      notify({ message: texts.added });
      await queries.invalidateQueries({ queryKey: passkeysQuery.queryKey });
    },
  });
  return (
    <RequestForm state={state} submitLabel={texts.add}>
      <TextField {...state.form.getInputProps("name")} placeholder={texts.placeholder} autoComplete="off" />
    </RequestForm>
  );
}

function isKnownDevice(error: unknown): boolean {
  return error instanceof Error && error.name === "InvalidStateError";
}
