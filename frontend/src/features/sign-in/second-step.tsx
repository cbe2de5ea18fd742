import { Anchor } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useEffect, useRef } from "react";

import { TextField } from "@/components/request-fields";
import { RequestForm, useRequestForm } from "@/components/request-form";
import { secondFactorCodeRules } from "@/lib/api/rules";

import { useSignIn } from "./api";
import { texts as allTexts } from "./texts";

const texts = allTexts.secondStep;
const labels = { code: texts.code };

interface SecondStepProps {
  onSignedIn: () => void;
  /** Called to enter the password again. */
  onRestart: () => void;
}

/** Asks for a code after the password. */
export function SecondStep({ onSignedIn, onRestart }: SecondStepProps) {
  const { enterCode } = useSignIn();
  const [isRecovery, { toggle }] = useDisclosure();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current?.focus();
  }, [isRecovery]);
  const state = useRequestForm({
    rules: secondFactorCodeRules,
    labels,
    initialValues: { code: "" },
    send: async (values) => {
      await enterCode(values);
      onSignedIn();
    },
  });
  return (
    <RequestForm state={state} submitLabel={texts.submit} wide>
      <TextField
        {...state.form.getInputProps("code")}
        ref={input}
        label={isRecovery ? texts.recoveryCode : texts.code}
        description={isRecovery ? texts.recoveryHint : texts.hint}
        autoComplete={isRecovery ? "off" : "one-time-code"}
        inputMode={isRecovery ? "text" : "numeric"}
      />
      <Anchor component="button" type="button" size="sm" onClick={toggle}>
        {isRecovery ? texts.useApp : texts.useRecoveryCode}
      </Anchor>
      <Anchor component="button" type="button" size="sm" onClick={onRestart}>
        {texts.restart}
      </Anchor>
    </RequestForm>
  );
}
