import { Button, Group, Stack, Text } from "@mantine/core";

import { focusOnMount } from "@/components/focus";

import { CopyButton } from "./copy-button";
import { securityTexts } from "./security-texts";
import classes from "./settings.module.css";

const texts = securityTexts.secondFactor.codes;

interface RecoveryCodesProps {
  codes: readonly string[];
  onDone: () => void;
}

/** Shows recovery codes, once. */
export function RecoveryCodes({ codes, onDone }: RecoveryCodesProps) {
  return (
    <Stack role="status">
      <div>
        <Text className="mantine-focus-auto" fw={550} ref={focusOnMount} tabIndex={-1}>
          {texts.title}
        </Text>
        <Text size="sm">{texts.detail}</Text>
      </div>
      <ul className={classes.codes} aria-label={texts.list}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Group>
        <CopyButton value={codes.join("\n")} />
        <Button onClick={onDone}>{texts.done}</Button>
      </Group>
    </Stack>
  );
}
