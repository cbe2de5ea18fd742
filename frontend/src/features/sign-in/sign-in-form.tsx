import { Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";

import { PasswordField, TextField } from "@/components/request-fields";
import { RequestForm, useRequestForm } from "@/components/request-form";
import { signInRules } from "@/lib/api/rules";

import { useSignIn } from "./api";
import { PasskeyButton, useOfferedPasskeys, usePasskeySignIn } from "./passkeys";
import { SecondStep } from "./second-step";
import { texts } from "./texts";

const { email, password } = texts.fields;
const labels = { email, password };

interface SignInFormProps {
  /** The address that is filled in. */
  email?: string | undefined;
  onSignedIn: () => void;
}

export function SignInForm({ email, onSignedIn }: SignInFormProps) {
  const [needsCode, { open: requireCode, close: restart }] = useDisclosure();
  if (needsCode) {
    return <SecondStep onSignedIn={onSignedIn} onRestart={restart} />;
  }
  return <FirstStep email={email} onSignedIn={onSignedIn} onCodeNeeded={requireCode} />;
}

interface FirstStepProps extends SignInFormProps {
  onCodeNeeded: () => void;
}

/** Asks for the password, or for a passkey. */
function FirstStep({ email = "", onSignedIn, onCodeNeeded }: FirstStepProps) {
  const { signIn } = useSignIn();
  const signInWithPasskey = usePasskeySignIn();
  useOfferedPasskeys(onSignedIn);
  const state = useRequestForm({
    rules: signInRules,
    labels,
    initialValues: { email, password: "" },
    send: async (values) => {
      if (await signIn(values)) onCodeNeeded();
      else onSignedIn();
    },
  });
  const { form } = state;
  return (
    <Stack>
      <RequestForm state={state} submitLabel={texts.signIn.submit} wide>
        <TextField
          {...form.getInputProps("email")}
          type="email"
          autoComplete="username webauthn"
          data-autofocus={email === "" || undefined}
        />
        <PasswordField
          {...form.getInputProps("password")}
          autoComplete="current-password"
          data-autofocus={email !== "" || undefined}
        />
      </RequestForm>
      <PasskeyButton label={texts.passkey.signIn} use={signInWithPasskey} onDone={onSignedIn} />
    </Stack>
  );
}
