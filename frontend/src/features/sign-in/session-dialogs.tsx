import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { Dialog } from "@/components/dialog";
import { ButtonLink } from "@/components/links";
import { HiddenUsername, PasswordField } from "@/components/request-fields";
import { RequestForm, useRequestForm } from "@/components/request-form";
import { confirmationRules } from "@/lib/api/rules";

import { confirmationMethodsQuery, confirmIdentity } from "./api";
import { confirmWithPasskey, PasskeyButton } from "./passkeys";
import { ProviderButton, ProviderLink } from "./provider";
import { SignInForm } from "./sign-in-form";
import { texts } from "./texts";

interface SessionDialogProps {
  need: "sign-in" | "confirmation";
  /** The address of the user, also of one whose session has ended. */
  email: string | undefined;
  /** Called with whether the user did what was needed. */
  onAnswer: (done: boolean) => void;
}

/** Lets a refused request succeed without leaving the page, so nothing on it is lost. */
export function SessionDialog({ need, email, onAnswer }: SessionDialogProps) {
  const done = () => onAnswer(true);
  const close = () => onAnswer(false);
  if (need === "confirmation") return <ConfirmationDialog email={email} onConfirmed={done} onClose={close} />;
  return (
    <SessionPrompt {...texts.dialogs.expired} onClose={close}>
      <SignInForm email={email} onSignedIn={done} />
      <ProviderLink onSignedIn={done} />
    </SessionPrompt>
  );
}

interface ConfirmationDialogProps {
  email: string | undefined;
  onConfirmed: () => void;
  onClose: () => void;
}

function ConfirmationDialog({ email, onConfirmed, onClose }: ConfirmationDialogProps) {
  const { data, isPending } = useQuery(confirmationMethodsQuery);
  const { href } = useLocation();
  const { title, detail, withoutPassword, noMethod, sendLink } = texts.dialogs.confirm;
  // The dialog opens with the field that gets the focus.
  if (isPending) return null;
  const methods = data?.methods ?? ["password", "passkey"];
  const hasMethod = (method: (typeof methods)[number]) => methods.includes(method);
  if (methods.length === 0) {
    return (
      <SessionPrompt title={title} detail={noMethod} onClose={onClose}>
        <ButtonLink to="/forgot-password" onClick={onClose}>
          {sendLink}
        </ButtonLink>
      </SessionPrompt>
    );
  }
  return (
    <SessionPrompt title={title} detail={hasMethod("password") ? detail : withoutPassword} onClose={onClose}>
      {hasMethod("password") && <PasswordConfirmation email={email} onConfirmed={onConfirmed} />}
      {hasMethod("passkey") && (
        <PasskeyButton label={texts.passkey.confirm} use={confirmWithPasskey} onDone={onConfirmed} />
      )}
      {hasMethod("provider") && (
        <>
          <ProviderButton purpose="confirmation" next={href} />
          <Text size="xs" c="dimmed">
            {texts.provider.confirmHint}
          </Text>
        </>
      )}
    </SessionPrompt>
  );
}

interface SessionPromptProps {
  title: string;
  detail: string;
  onClose: () => void;
  children: ReactNode;
}

function SessionPrompt({ title, detail, onClose, children }: SessionPromptProps) {
  return (
    <Dialog
      title={title}
      onClose={onClose}
      // Escape would also close a form below this dialog.
      closeOnEscape={false}
      onFocusCapture={(event) => event.target.setAttribute("data-mantine-stop-propagation", "true")}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      <Stack>
        <Text size="sm">{detail}</Text>
        {children}
      </Stack>
    </Dialog>
  );
}

const labels = { password: texts.fields.password };

function PasswordConfirmation({ email, onConfirmed }: Omit<ConfirmationDialogProps, "onClose">) {
  const state = useRequestForm({
    rules: confirmationRules,
    labels,
    initialValues: { password: "" },
    send: async (values) => {
      await confirmIdentity(values);
      onConfirmed();
    },
  });
  return (
    <RequestForm state={state} submitLabel={texts.dialogs.confirm.submit} wide>
      <HiddenUsername email={email} />
      <PasswordField
        {...state.form.getInputProps("password")}
        autoComplete="current-password"
        data-autofocus
      />
    </RequestForm>
  );
}
