import { Anchor } from "@mantine/core";
import IconUnlink from "@tabler/icons-react/icons/IconUnlink";
import { Link, useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { ButtonLink } from "@/components/links";
import { HiddenUsername, NewPasswordField } from "@/components/request-fields";
import { RequestForm, useRequestForm } from "@/components/request-form";
import { StateMessage } from "@/components/state-message";
import { tokenAndPasswordRules } from "@/lib/api/rules";

import { AccountCard } from "./account-card";
import { readFragment } from "./api";
import { texts } from "./texts";

const labels = { password: texts.fields.newPassword };

interface ChoosePasswordProps {
  texts: { title: string; description: string; submit: string };
  send: (body: { token: string; password: string }) => Promise<void>;
  /** The page that sends another link. */
  again: "/forgot-password" | "/sign-up";
}

/** The page that a mailed link opens. Opening it changes nothing; the button does. */
export function ChoosePassword(props: ChoosePasswordProps) {
  const { token, email } = readFragment(useLocation().hash);
  if (token === undefined)
    return <NoToken action={<ButtonLink to={props.again}>{texts.anotherLink}</ButtonLink>} />;
  return <Form {...props} token={token} email={email} />;
}

export function NoToken({ action }: { action?: ReactNode }) {
  return (
    <StateMessage order={1} icon={<IconUnlink aria-hidden size={26} />} {...texts.noToken} action={action} />
  );
}

type FormProps = ChoosePasswordProps & { token: string; email: string | undefined };

function Form({ texts: { title, description, submit }, token, email, send, again }: FormProps) {
  const state = useRequestForm({
    rules: tokenAndPasswordRules,
    labels,
    initialValues: { password: "" },
    send: ({ password }) => send({ token, password }),
  });
  return (
    <AccountCard
      title={title}
      description={description}
      footer={
        <Anchor size="sm" renderRoot={(anchor) => <Link to={again} {...anchor} />}>
          {texts.anotherLink}
        </Anchor>
      }
    >
      <RequestForm state={state} submitLabel={submit} wide>
        <HiddenUsername email={email} />
        <NewPasswordField {...state.form.getInputProps("password")} />
      </RequestForm>
    </AccountCard>
  );
}
