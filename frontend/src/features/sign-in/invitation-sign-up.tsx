import { Text } from "@mantine/core";

import { HiddenUsername } from "@/components/hidden-username";
import { PasswordField } from "@/components/password-field";
import { RequestForm, useRequestForm } from "@/components/request-form";
import { TextField } from "@/components/text-field";
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
        <TextField {...form.getInputProps("name")} label={labels.name} autoComplete="name" />
        <PasswordField
          {...form.getInputProps("password")}
          label={labels.password}
          description={texts.passwordHint}
          autoComplete="new-password"
        />
      </RequestForm>
    </>
  );
}
