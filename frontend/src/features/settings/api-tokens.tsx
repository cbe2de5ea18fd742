import { Alert, Button, Group, NativeSelect, Stack, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { focusOnMount } from "@/components/focus";
import { TextField } from "@/components/request-fields";
import { RequestForm, useRequestForm } from "@/components/request-form";
import { Entry, EntryList } from "@/components/settings/entries";
import { Section } from "@/components/settings/section";
import { apiTokenCreationRules } from "@/lib/api/rules";
import { formatTime } from "@/lib/format";

import { CopyButton } from "./copy-button";
import { apiTokensQuery, createApiToken, deleteApiToken } from "./security-api";
import type { ApiToken } from "./security-api";
import { securityTexts } from "./security-texts";
import classes from "./settings.module.css";

const texts = securityTexts.tokens;

export function ApiTokens() {
  const [token, setToken] = useState<string>();
  return (
    <Section title={texts.title} description={texts.description}>
      <Stack>
        <EntryList query={useQuery(apiTokensQuery)} texts={texts}>
          {(token) => <TokenEntry key={token.id} token={token} />}
        </EntryList>
        {token === undefined ? (
          <CreateToken onCreated={setToken} />
        ) : (
          <NewToken token={token} onDone={() => setToken(undefined)} />
        )}
      </Stack>
    </Section>
  );
}

function TokenEntry({ token }: { token: ApiToken }) {
  const { name, prefix, scope, expires_at, last_used_at } = token;
  return (
    <Entry
      name={name}
      mark={texts.scopes[scope]}
      detail={texts.detail(prefix, formatTime(expires_at), last_used_at && formatTime(last_used_at))}
      texts={texts}
      remove={() => deleteApiToken(token)}
    />
  );
}

type Scope = ApiToken["scope"];

function CreateToken({ onCreated }: { onCreated: (token: string) => void }) {
  const queries = useQueryClient();
  const [scope, setScope] = useState<Scope>("read");
  const [days, setDays] = useState("30");
  const state = useRequestForm({
    rules: apiTokenCreationRules,
    labels: texts.fields,
    initialValues: { name: "" },
    send: async ({ name }) => {
      const { token } = await createApiToken({ name, scope, days: Number(days) });
      onCreated(token);
      await queries.invalidateQueries({ queryKey: apiTokensQuery.queryKey });
    },
  });
  return (
    <RequestForm state={state} submitLabel={texts.create}>
      <TextField {...state.form.getInputProps("name")} placeholder={texts.placeholder} autoComplete="off" />
      <NativeSelect
        label={texts.scope}
        data={Object.entries(texts.scopes).map(([value, label]) => ({ value, label }))}
        value={scope}
        onChange={({ currentTarget }) => setScope(currentTarget.value as Scope)}
      />
      <NativeSelect
        label={texts.days}
        data={texts.dayChoices}
        value={days}
        onChange={({ currentTarget }) => setDays(currentTarget.value)}
      />
    </RequestForm>
  );
}

function NewToken({ token, onDone }: { token: string; onDone: () => void }) {
  return (
    <Alert
      className="mantine-focus-auto"
      ref={focusOnMount}
      tabIndex={-1}
      role="status"
      title={texts.created}
    >
      <Stack>
        <Text size="sm">{texts.createdDetail}</Text>
        <code className={classes.secret} aria-label={texts.token}>
          {token}
        </code>
        <Group>
          <CopyButton value={token} />
          <Button onClick={onDone}>{texts.done}</Button>
        </Group>
      </Stack>
    </Alert>
  );
}
