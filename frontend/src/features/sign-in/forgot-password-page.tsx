import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { TextField } from "@/components/request-fields";
import { RequestForm, useRequestForm } from "@/components/request-form";
import { passwordRequestRules } from "@/lib/api/rules";

import { AccountCard } from "./account-card";
import { requestReset } from "./api";
import { MailSent } from "./mail-sent";
import { texts } from "./texts";

const labels = { email: texts.fields.email };

export function ForgotPasswordPage() {
  const [sentTo, setSentTo] = useState<string>();
  const state = useRequestForm({
    rules: passwordRequestRules,
    labels,
    initialValues: { email: "" },
    send: async (values) => {
      await requestReset(values);
      setSentTo(values.email.trim());
    },
  });
  if (sentTo !== undefined) {
    return <MailSent texts={texts.forgot.sent} email={sentTo} onBack={() => setSentTo(undefined)} />;
  }
  return (
    <AccountCard
      title={texts.forgot.title}
      description={texts.forgot.description}
      footer={
        <Anchor size="sm" renderRoot={(anchor) => <Link to="/sign-in" {...anchor} />}>
          {texts.forgot.back}
        </Anchor>
      }
    >
      <RequestForm state={state} submitLabel={texts.forgot.submit} wide>
        <TextField {...state.form.getInputProps("email")} type="email" autoComplete="username" />
      </RequestForm>
    </AccountCard>
  );
}
