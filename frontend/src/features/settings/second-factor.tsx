import { Group, Skeleton, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { ErrorState } from "@/components/error-state";
import { ChangeButton } from "@/components/change-button";
import { ConfirmButton } from "@/components/settings/confirm-button";
import { Section } from "@/components/settings/section";
import { useChange } from "@/components/use-change";
import { failureOf } from "@/lib/api/failure";
import { formatTime } from "@/lib/format";

import { RecoveryCodes } from "./recovery-codes";
import { SecondFactorSetup } from "./second-factor-setup";
import { removeSecondFactor, renewRecoveryCodes, secondFactorQuery, setUpSecondFactor } from "./security-api";
import type { SecondFactorSetup as Setup } from "./security-api";
import { securityTexts } from "./security-texts";

const texts = securityTexts.secondFactor;

export function SecondFactor() {
  return (
    <Section title={texts.title} description={texts.description}>
      <Content />
    </Section>
  );
}

function Content() {
  const query = useQuery(secondFactorQuery);
  const error = failureOf(query);
  const [setup, setSetup] = useState<Setup>();
  const [codes, setCodes] = useState<readonly string[]>();
  const start = useChange(async () => setSetup(await setUpSecondFactor()), { failed: texts.setUpFailed });

  if (codes !== undefined) {
    return <RecoveryCodes codes={codes} onDone={() => setCodes(undefined)} />;
  }
  if (query.data === undefined) return error === null ? <Skeleton h={36} /> : <ErrorState error={error} />;
  const { since, recovery_codes_left } = query.data;
  if (since !== null) return <Active since={since} codesLeft={recovery_codes_left} onCodes={setCodes} />;
  if (setup !== undefined) {
    return (
      <SecondFactorSetup
        setup={setup}
        onActive={(recoveryCodes) => {
          setSetup(undefined);
          setCodes(recoveryCodes);
        }}
        onCancel={() => setSetup(undefined)}
      />
    );
  }
  return <ChangeButton change={start}>{texts.setUp}</ChangeButton>;
}

interface ActiveProps {
  since: string;
  codesLeft: number;
  onCodes: (codes: readonly string[]) => void;
}

function Active({ since, codesLeft, onCodes }: ActiveProps) {
  const renew = useChange(async () => onCodes((await renewRecoveryCodes()).recovery_codes), {
    failed: texts.renewFailed,
  });
  const remove = useChange(removeSecondFactor, { done: () => texts.removed, failed: texts.removeFailed });
  return (
    <Stack>
      <div>
        <Text fw={550}>{texts.on(formatTime(since))}</Text>
        <Text size="sm" c="dimmed">
          {texts.codesLeft(codesLeft)}
        </Text>
      </div>
      <Group>
        <ChangeButton change={renew}>{texts.renew}</ChangeButton>
        <ConfirmButton question={texts.question} change={remove}>
          {texts.remove}
        </ConfirmButton>
      </Group>
    </Stack>
  );
}
