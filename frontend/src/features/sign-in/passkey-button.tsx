import IconFingerprint from "@tabler/icons-react/icons/IconFingerprint";
import { useMutation } from "@tanstack/react-query";

import { ChangeButton } from "@/components/change-button";

import { hasPasskeys, notifyPasskeyFailure } from "./passkeys";

interface PasskeyButtonProps {
  label: string;
  /** Uses a passkey. */
  use: () => Promise<void>;
  onDone: () => void;
}

/** Uses a passkey instead of a password, where the browser can. */
export function PasskeyButton({ label, use, onDone }: PasskeyButtonProps) {
  const change = useMutation({ mutationFn: use, onSuccess: onDone, onError: notifyPasskeyFailure });
  if (!hasPasskeys) return null;
  return (
    <ChangeButton w="100%" leftSection={<IconFingerprint aria-hidden size={18} />} change={change}>
      {label}
    </ChangeButton>
  );
}
