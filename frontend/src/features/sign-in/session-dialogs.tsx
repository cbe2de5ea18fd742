import { Modal, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

import { useReturnFocus } from "@/components/confirm-dialog";
import { HiddenUsername } from "@/components/hidden-username";
import { PasswordField } from "@/components/password-field";
import { RequestForm, useRequestForm } from "@/components/request-form";
import { confirmationRules } from "@/lib/api/rules";

import { confirmIdentity } from "./api";
import { PasskeyButton } from "./passkey-button";
import { confirmWithPasskey } from "./passkeys";
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
  const done = () => {
    onAnswer(true);
  };
  const { title, detail } = need === "sign-in" ? texts.dialogs.expired : texts.dialogs.confirm;
  return (
    <Dialog
      title={title}
      detail={detail}
      onClose={() => {
        onAnswer(false);
      }}
    >
      {need === "sign-in" ? (
        <SignInForm email={email} onSignedIn={done} />
      ) : (
        <ConfirmForm email={email} onConfirmed={done} />
      )}
    </Dialog>
  );
}

interface DialogProps {
  title: string;
  detail: string;
  onClose: () => void;
  children: ReactNode;
}

function Dialog({ title, detail, onClose, children }: DialogProps) {
  useReturnFocus();
  return (
    <Modal
      opened
      title={title}
      onClose={onClose}
      // Escape would also close a form below this dialog.
      closeOnEscape={false}
      onFocusCapture={(event) => {
        event.target.setAttribute("data-mantine-stop-propagation", "true");
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
      closeButtonProps={{ "aria-label": texts.dialogs.close }}
    >
      <Stack>
        <Text size="sm">{detail}</Text>
        {children}
      </Stack>
    </Modal>
  );
}

const labels = { password: texts.fields.password };

function ConfirmForm({ email, onConfirmed }: { email: string | undefined; onConfirmed: () => void }) {
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
    <Stack>
      <RequestForm state={state} submitLabel={texts.dialogs.confirm.submit} wide>
        <HiddenUsername email={email} />
        <PasswordField
          {...state.form.getInputProps("password")}
          label={labels.password}
          autoComplete="current-password"
          data-autofocus
        />
      </RequestForm>
      <PasskeyButton label={texts.passkey.confirm} use={confirmWithPasskey} onDone={onConfirmed} />
    </Stack>
  );
}
