import { Button, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";

import { focusOnMount } from "@/components/focus";
import { TextField } from "@/components/request-fields";
import { RequestForm, useRequestForm } from "@/components/request-form";
import { secondFactorCodeRules } from "@/lib/api/rules";

import { activateSecondFactor, secondFactorQuery } from "./security-api";
import type { SecondFactorSetup as Setup } from "./security-api";
import { securityTexts } from "./security-texts";
import classes from "./settings.module.css";

const texts = securityTexts.secondFactor;

interface SecondFactorSetupProps {
  setup: Setup;
  onActive: (recoveryCodes: readonly string[]) => void;
  onCancel: () => void;
}

/** Shows the secret to an authenticator app, until a first right code. */
export function SecondFactorSetup({ setup, onActive, onCancel }: SecondFactorSetupProps) {
  const queries = useQueryClient();
  const state = useRequestForm({
    rules: secondFactorCodeRules,
    labels: texts.fields,
    initialValues: { code: "" },
    send: async (values) => {
      const { recovery_codes } = await activateSecondFactor(values);
      await queries.invalidateQueries({ queryKey: secondFactorQuery.queryKey.slice(0, 1) });
      onActive(recovery_codes);
    },
  });
  return (
    <Stack align="flex-start">
      <Text size="sm">{texts.scan}</Text>
      <img
        className={classes.qrCode}
        src={`data:image/svg+xml,${encodeURIComponent(setup.qr_code)}`}
        alt={texts.qrCode}
        width={200}
        height={200}
      />
      <div>
        <Text size="sm">{texts.secret}</Text>
        <code className={classes.secret}>{setup.secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
      </div>
      <RequestForm state={state} submitLabel={texts.activate}>
        <TextField
          {...state.form.getInputProps("code")}
          ref={focusOnMount}
          autoComplete="one-time-code"
          inputMode="numeric"
        />
      </RequestForm>
      <Button variant="default" onClick={onCancel}>
        {texts.cancel}
      </Button>
    </Stack>
  );
}
