import { Alert } from "@mantine/core";
import IconMail from "@tabler/icons-react/icons/IconMail";
import { useState } from "react";

import { HiddenUsername, NewPasswordField, TextField } from "@/components/request-fields";
import { RequestForm, useRequestForm } from "@/components/request-form";
import { Section } from "@/components/settings/section";
import { accountUpdateRules, emailUpdateRules, passwordUpdateRules } from "@/lib/api/rules";
import type { User } from "@/lib/api/session";
import { notify } from "@/lib/notify";

import { changeEmail, changePassword, useChangeName } from "./api";
import { texts } from "./texts";

export function Profile({ user }: { user: User }) {
  const { title, description, fields, submit, done } = texts.profile;
  const changeName = useChangeName();
  const state = useRequestForm({
    rules: accountUpdateRules,
    labels: fields,
    initialValues: { name: user.name },
    send: async (values) => {
      await changeName(values);
      notify({ message: done });
    },
  });
  return (
    <Section title={title} description={description}>
      <RequestForm state={state} submitLabel={submit}>
        <TextField {...state.form.getInputProps("name")} autoComplete="name" />
      </RequestForm>
    </Section>
  );
}

export function Email({ user }: { user: User }) {
  const { title, description, fields, submit, done, doneDetail } = texts.email;
  const [sentTo, setSentTo] = useState<string>();
  const state = useRequestForm({
    rules: emailUpdateRules,
    labels: fields,
    initialValues: { email: "" },
    send: async (values) => {
      await changeEmail(values);
      setSentTo(values.email.trim());
      state.form.reset();
    },
  });
  return (
    <Section title={title} description={description(user.email)}>
      <RequestForm state={state} submitLabel={submit}>
        {sentTo !== undefined && (
          <Alert role="status" icon={<IconMail aria-hidden size={18} />} title={done}>
            {doneDetail(sentTo)}
          </Alert>
        )}
        <TextField {...state.form.getInputProps("email")} type="email" autoComplete="email" />
      </RequestForm>
    </Section>
  );
}

export function Password({ user }: { user: User }) {
  const { title, description, fields, submit, done } = texts.password;
  const state = useRequestForm({
    rules: passwordUpdateRules,
    labels: fields,
    initialValues: { password: "" },
    send: async (values) => {
      await changePassword(values);
      state.form.reset();
      notify({ message: done });
    },
  });
  return (
    <Section title={title} description={description}>
      <RequestForm state={state} submitLabel={submit}>
        <HiddenUsername email={user.email} />
        <NewPasswordField {...state.form.getInputProps("password")} />
      </RequestForm>
    </Section>
  );
}
