import { Button, CopyButton as Copy } from "@mantine/core";
import IconCheck from "@tabler/icons-react/icons/IconCheck";
import IconCopy from "@tabler/icons-react/icons/IconCopy";

import { securityTexts } from "./security-texts";

/** Copies a text, and says so. */
export function CopyButton({ value }: { value: string }) {
  return (
    <Copy value={value} timeout={3000}>
      {({ copied, copy }) => (
        <Button
          variant="default"
          leftSection={copied ? <IconCheck aria-hidden size={16} /> : <IconCopy aria-hidden size={16} />}
          onClick={copy}
        >
          {copied ? securityTexts.copied : securityTexts.copy}
        </Button>
      )}
    </Copy>
  );
}
