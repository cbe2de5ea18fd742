import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { TextField } from "@/components/request-fields";
import { RequestForm, useRequestForm } from "@/components/request-form";
import { signUpRules } from "@/lib/api/rules";

import { AccountCard } from "./account-card";
import { signUp } from "./api";
import { MailSent } from "./mail-sent";
import { texts } from "./texts";

const { name, email } = texts.fields;
const labels = { name, email };

export function SignUpPage() {
  const [sentTo, setSentTo] = useState<string>();
  const state = useRequestForm({
    rules: signUpRules,
    labels,
    initialValues: { name: "", email: "" },
    send: async (values) => {
      await signUp(values);
      setSentTo(values.email.trim());
    },
  });
  const { form } = state;
  if (sentTo !== undefined) {
    return <MailSent texts={texts.signUp.sent} email={sentTo} onBack={() => setSentTo(undefined)} />;
  }
  return (
    <AccountCard
      title={texts.signUp.title}
      description={texts.signUp.description}
      footer={
        <>
          {texts.signUp.hasAccount}{" "}
          <Anchor size="sm" underline="always" renderRoot={(anchor) => <Link to="/sign-in" {...anchor} />}>
            {texts.signUp.signIn}
          </Anchor>
        </>
      }
    >
      <RequestForm state={state} submitLabel={texts.signUp.submit} wide>
        <TextField {...form.getInputProps("name")} autoComplete="name" />
        <TextField {...form.getInputProps("email")} type="email" autoComplete="username" />
      </RequestForm>
    </AccountCard>
  );
}
