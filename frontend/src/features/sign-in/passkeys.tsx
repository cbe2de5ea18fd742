import type { PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/browser";
import IconFingerprint from "@tabler/icons-react/icons/IconFingerprint";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";

import { ChangeButton } from "@/components/change-button";
import { client } from "@/lib/api/client";
import { ApiError, explainError } from "@/lib/api/problem";
import { changeSession } from "@/lib/api/session";
import { unwrap } from "@/lib/api/unwrap";
import { notifyFailure } from "@/lib/notify";

import { texts } from "./texts";

/** Whether this browser can use passkeys. */
const hasPasskeys = "PublicKeyCredential" in window;

/** Asks the browser for a passkey. With `offered`, it shows none before the user opens its suggestions. */
async function sign({ offered = false } = {}) {
  const { startAuthentication } = await import("@simplewebauthn/browser");
  const { options } = await unwrap(client.POST("/api/session/passkey/options"));
  const credential = await startAuthentication({
    optionsJSON: options as unknown as PublicKeyCredentialRequestOptionsJSON,
    useBrowserAutofill: offered,
  });
  return { body: { credential: { ...credential } } };
}

export async function confirmWithPasskey() {
  await unwrap(client.POST("/api/session/confirm/passkey", await sign()));
}

/** Returns a function that signs in with a passkey. */
export function usePasskeySignIn() {
  const queries = useQueryClient();
  return async (how?: { offered: boolean }) =>
    changeSession(queries, await unwrap(client.POST("/api/session/passkey", await sign(how))));
}

/** Lets the browser offer passkeys where it offers saved passwords: in the field for the address. */
export function useOfferedPasskeys(onSignedIn: () => void) {
  const signIn = usePasskeySignIn();
  const offer = useEffectEvent(async () => {
    const { browserSupportsWebAuthnAutofill } = await import("@simplewebauthn/browser");
    if (!(await browserSupportsWebAuthnAutofill())) return;
    await signIn({ offered: true });
    onSignedIn();
  });
  useEffect(() => {
    if (!hasPasskeys) return undefined;
    void offer().catch((error: unknown) => {
      // Another error means that the user did not choose one, or that the page was left.
      if (error instanceof ApiError && error.status === 422) notifyPasskeyFailure(error);
    });
    return () =>
      void import("@simplewebauthn/browser").then(({ WebAuthnAbortService }) =>
        WebAuthnAbortService.cancelCeremony(),
      );
  }, []);
}

function notifyPasskeyFailure(error: unknown) {
  const message = error instanceof ApiError ? explainError(error) : texts.passkey.unused;
  notifyFailure({ title: texts.passkey.failed, message });
}

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
