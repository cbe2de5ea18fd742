import { Text } from "@mantine/core";

import { HiddenUsername, NewPasswordField, TextField } from "@/components/request-fields";
import { RequestForm, useRequestForm } from "@/components/request-form";
import { invitationSignUpRules } from "@/lib/api/rules";

import { signUpWithInvitation } from "./invitation-api";
import { invitationTexts } from "./invitation-texts";
import { texts } from "./texts";

const { detail, submit } = invitationTexts.signUp;
const labels = { name: texts.fields.name, password: texts.fields.password };

/** Creates an account for the invited address, which the link has confirmed. */
export function InvitationSignUp({ token, email }: { token: string; email: string }) {
  const state = useRequestForm({
    rules: invitationSignUpRules,
    labels,
    initialValues: { name: "", password: "" },
    send: (values) => signUpWithInvitation({ token, ...values }),
  });
  const { form } = state;
  return (
    <>
      <Text size="sm">{detail(email)}</Text>
      <RequestForm state={state} submitLabel={submit} wide>
        <HiddenUsername email={email} />
        <TextField {...form.getInputProps("name")} autoComplete="name" />
        <NewPasswordField {...form.getInputProps("password")} />
      </RequestForm>
    </>
  );
}
